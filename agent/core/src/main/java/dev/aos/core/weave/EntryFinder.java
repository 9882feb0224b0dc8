package dev.aos.core.weave;

import dev.aos.core.match.CallTarget;
import dev.aos.core.match.ClassFiles;
import dev.aos.core.match.ClassHierarchy;
import dev.aos.core.match.ClassInfo;
import dev.aos.core.match.MemberReference;
import dev.aos.core.rules.CallPattern;
import dev.aos.core.rules.EventLoopClasses;
import dev.aos.core.rules.LoopChoice;
import dev.aos.core.rules.LoopDefinition;
import dev.aos.core.rules.LoopEntry;
import dev.aos.core.rules.LoopShutdown;
import dev.aos.runtime.EntrySettings.Trait;
import dev.aos.runtime.SiteSettings.LaneWidth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.Opcodes;

/** Finds the methods that the loop definitions name: as entries, or because they end the loop. */
final class EntryFinder {

  private final List<LoopDefinition> loops;
  private final List<CallPattern> methods = new ArrayList<>();
  private final List<CallPattern> handlerMethods = new ArrayList<>();
  private final List<EventLoopClasses> eventLoops;

  /**
   * @param loops the definitions in use
   * @param eventLoops what designates classes
   */
  EntryFinder(List<LoopDefinition> loops, List<EventLoopClasses> eventLoops) {
    this.loops = loops;
    this.eventLoops = eventLoops;
    for (LoopDefinition loop : loops) {
      for (LoopEntry entry : loop.entries()) {
        if (!isInEventLoopsOnly(entry)) {
          (entry.handler().isPresent() ? handlerMethods : methods).add(entry.method());
        }
      }
      for (LoopShutdown shutdown : loop.shutdown()) {
        methods.add(shutdown.method());
      }
    }
  }

  /** Whether a class may declare such a method, as far as its name tells. */
  boolean mayBeIn(String binaryName) {
    for (CallPattern method : methods) {
      if (method.subtypes() || method.owner().matches(binaryName)) {
        return true;
      }
    }
    return hasHandlerLane(binaryName) && !handlerMethods.isEmpty()
        || !entriesInEventLoops(binaryName).isEmpty();
  }

  /** The same for a class whose supertypes are known; call sites may concern it beside. */
  boolean mayBeIn(String binaryName, Set<String> supertypes) {
    for (CallPattern method : methods) {
      if (method.owner().matches(binaryName)
          || method.subtypes() && supertypes.stream().anyMatch(method.owner()::matches)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isInEventLoopsOnly(LoopEntry entry) {
    return entry.traits().contains(Trait.IN_EVENT_LOOPS);
  }

  /**
   * The methods that are entries in a class only because it is designated, with their loop's name.
   * Their patterns fit any class: without the name every class of the application would be parsed.
   */
  private List<CallPattern> entriesInEventLoops(String binaryName) {
    List<CallPattern> found = new ArrayList<>();
    for (LoopDefinition loop : loops) {
      for (LoopEntry entry : loop.entries()) {
        if (isInEventLoopsOnly(entry)
            && runs(loop, binaryName)
            && (entry.method().subtypes() || entry.method().owner().matches(binaryName))) {
          found.add(entry.method());
        }
      }
    }
    return found;
  }

  private boolean runs(LoopDefinition loop, String binaryName) {
    for (EventLoopClasses eventLoop : eventLoops) {
      if (eventLoop.contains(binaryName)) {
        return eventLoop.loop() instanceof LoopChoice.Named named && named.means(loop.name());
      }
    }
    return false;
  }

  /** A handler returns nothing, and is no constructor. */
  private static boolean mayBeHandler(String name, String descriptor) {
    return descriptor.endsWith(")V") && name.charAt(0) != '<';
  }

  /**
   * Whether a class is designated with {@code lane: handler}. Only there the runtime has to know
   * which handler runs; entries that say so are none elsewhere, and cost nothing.
   */
  private boolean hasHandlerLane(String binaryName) {
    for (EventLoopClasses eventLoop : eventLoops) {
      if (eventLoop.contains(binaryName)) {
        return eventLoop.lane() == LaneWidth.HANDLER;
      }
    }
    return false;
  }

  /** Whether a class declares such a method. */
  boolean isIn(ClassInfo declarations, ClassHierarchy hierarchy) {
    String binaryName = ClassFiles.binaryName(declarations.name());
    boolean withHandlers = hasHandlerLane(binaryName);
    List<CallPattern> inEventLoops = entriesInEventLoops(binaryName);
    for (String nameAndDescriptor : declarations.methods().keySet()) {
      int descriptorStart = nameAndDescriptor.indexOf('(');
      String name = nameAndDescriptor.substring(0, descriptorStart);
      String descriptor = nameAndDescriptor.substring(descriptorStart);
      if (hasCode(declarations.methods().get(nameAndDescriptor))) {
        CallTarget target = target(declarations.name(), name, descriptor, hierarchy);
        if (target.isMeantByAny(methods)
            || withHandlers && target.isMeantByAny(handlerMethods)
            || mayBeHandler(name, descriptor) && target.isMeantByAny(inEventLoops)) {
          return true;
        }
      }
    }
    return false;
  }

  /** A bridge is not meant, since the method that it calls is; in an abstract one nothing runs. */
  private static boolean hasCode(int access) {
    return (access & (Opcodes.ACC_BRIDGE | Opcodes.ACC_ABSTRACT)) == 0;
  }

  private static CallTarget target(
      String owner, String name, String descriptor, ClassHierarchy hierarchy) {
    return new CallTarget(new MemberReference(owner, name, descriptor), hierarchy);
  }

  /**
   * The first entry that names a method.
   *
   * @param owner the internal name of the class that declares the method
   * @param access the method's access flags
   * @param name the method's name
   * @param descriptor the method's descriptor
   * @param hierarchy the classes that the class sees
   */
  Optional<PlannedEntry> find(
      String owner, int access, String name, String descriptor, ClassHierarchy hierarchy) {
    if (!hasCode(access)) {
      return Optional.empty();
    }
    CallTarget target = target(owner, name, descriptor, hierarchy);
    String className = ClassFiles.binaryName(owner);
    for (LoopDefinition loop : loops) {
      for (LoopEntry entry : loop.entries()) {
        if (target.isMeantBy(entry.method())
            && (entry.handler().isEmpty() || hasHandlerLane(className))
            && (!isInEventLoopsOnly(entry)
                || mayBeHandler(name, descriptor) && runs(loop, className))) {
          return Optional.of(new PlannedEntry(loop, entry, className, name, descriptor));
        }
      }
    }
    return Optional.empty();
  }

  /** The first loop that a method ends; parameters as for {@link #find}. */
  Optional<PlannedShutdown> findShutdown(
      String owner, int access, String name, String descriptor, ClassHierarchy hierarchy) {
    if (!hasCode(access)) {
      return Optional.empty();
    }
    CallTarget target = target(owner, name, descriptor, hierarchy);
    for (LoopDefinition loop : loops) {
      for (LoopShutdown shutdown : loop.shutdown()) {
        if (target.isMeantBy(shutdown.method())) {
          String className = ClassFiles.binaryName(owner);
          return Optional.of(new PlannedShutdown(loop, shutdown, className, name));
        }
      }
    }
    return Optional.empty();
  }
}
