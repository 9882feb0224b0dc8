package dev.aos.core.rules;

import dev.aos.core.rules.YamlNode.Entry;
import dev.aos.core.rules.YamlNode.Mapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The loop definitions of a rule file and the bundled ones, by name. A definition of the file takes
 * the place of a bundled one of its name.
 */
final class UsedLoops {

  private final List<String> ownNames = new ArrayList<>();
  private final List<LoopDefinition> own;
  private final Problems problems;

  /** Bundled definitions by name: reading one takes a good part of a start-up. */
  private final Map<String, LoopDefinition> bundled = new HashMap<>();

  /**
   * Reads the file's own definitions.
   *
   * @param section {@code loops:}, if the file has it
   * @param problems gets what is wrong
   */
  UsedLoops(Optional<YamlNode> section, Problems problems) {
    this.problems = problems;
    this.own = section.isEmpty() ? List.of() : new LoopsParser(problems).parse(section.get());
    if (section.isPresent() && section.get() instanceof Mapping) {
      for (Entry entry : ((Mapping) section.get()).entries()) {
        if (!LoopsParser.RESERVED.contains(entry.key().text())) {
          ownNames.add(entry.key().text());
        }
      }
    }
  }

  /** The names of the file's own definitions, also of those that can't be read. */
  List<String> ownNames() {
    return List.copyOf(ownNames);
  }

  /** Whether there is a definition of this name, the file's own or a bundled one. */
  boolean contains(String name) {
    return ownNames.contains(name) || BundledFiles.LOOPS.contains(name);
  }

  /** A definition, one that {@linkplain #contains is there}, with those it is built on. */
  LoopChoice.Named named(String name) {
    List<String> builtOn = new ArrayList<>();
    Optional<String> next = builtOn(name);
    while (next.isPresent() && !next.get().equals(name) && !builtOn.contains(next.get())) {
      builtOn.add(next.get());
      next = builtOn(next.get());
    }
    return new LoopChoice.Named(name, List.copyOf(builtOn));
  }

  private Optional<String> builtOn(String name) {
    for (LoopDefinition loop : own) {
      if (loop.name().equals(name)) {
        return loop.builtOn();
      }
    }
    // One of the file that can't be read is an error already.
    return ownNames.contains(name) ? Optional.empty() : bundled(name).builtOn();
  }

  /**
   * The definitions that some event loop uses. One that says {@code auto} uses all of the file and
   * the bundled ones that are of no loop of the JDK.
   */
  List<LoopDefinition> usedBy(List<EventLoopClasses> eventLoops) {
    List<LoopDefinition> loops = new ArrayList<>();
    for (LoopDefinition loop : own) {
      if (isUsed(loop.name(), true, eventLoops)) {
        loops.add(loop);
      } else if (!problems.hasErrors()) {
        String message = "no event loop uses the loop " + Quote.of(loop.name());
        problems.warning(loop.position(), message, "name it in `loop:`, or remove it");
      }
    }
    for (String name : BundledFiles.LOOPS) {
      boolean auto = BundledFiles.AUTO_LOOPS.contains(name);
      if (!ownNames.contains(name) && isUsed(name, auto, eventLoops)) {
        loops.add(bundled(name));
      }
    }
    return List.copyOf(loops);
  }

  private LoopDefinition bundled(String name) {
    return bundled.computeIfAbsent(name, BundledFiles::loop);
  }

  private static boolean isUsed(String name, boolean auto, List<EventLoopClasses> eventLoops) {
    for (EventLoopClasses classes : eventLoops) {
      LoopChoice choice = classes.loop();
      if (choice instanceof LoopChoice.Auto && auto) {
        return true;
      }
      if (choice instanceof LoopChoice.Named && ((LoopChoice.Named) choice).means(name)) {
        return true;
      }
    }
    return false;
  }
}
