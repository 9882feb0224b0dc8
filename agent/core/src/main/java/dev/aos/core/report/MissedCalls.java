package dev.aos.core.report;

import dev.aos.core.match.Answer;
import dev.aos.core.match.ClassFiles;
import dev.aos.core.match.ClassHierarchies;
import dev.aos.core.match.ClassHierarchy;
import dev.aos.core.match.ConstantPool;
import dev.aos.core.match.MemberReference;
import dev.aos.core.rules.CallPattern;
import dev.aos.core.rules.EventLoopClasses;
import dev.aos.core.rules.OffloadRule;
import dev.aos.core.rules.RuleSet;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.objectweb.asm.ClassReader;

/**
 * Finds the loaded classes outside {@code event-loops} that make calls which a rule means: the
 * usual reason why a rule matches nothing. Looks at constant pools only, on exit and for such rules
 * only, so that a program whose rules all match pays nothing.
 */
public final class MissedCalls {

  /** The JVM is on its way out: better an incomplete list than a slow end. */
  private static final long BUDGET_NANOS = 500_000_000L;

  /** Callers named for each rule. */
  private static final int NAMED = 5;

  private final RuleSet rules;
  private final ClassHierarchies hierarchies;
  private final Instrumentation instrumentation;
  private Map<Integer, Set<String>> callersByRule;
  private boolean complete = true;

  /**
   * @param rules the rules in force
   * @param hierarchies what classes declare, by loader
   * @param instrumentation lists the loaded classes
   */
  public MissedCalls(RuleSet rules, ClassHierarchies hierarchies, Instrumentation instrumentation) {
    this.rules = rules;
    this.hierarchies = hierarchies;
    this.instrumentation = instrumentation;
  }

  /** Advice for a line of the rule file that matched nothing; empty if nobody makes such calls. */
  List<String> callers(RuleGroup group) {
    if (callersByRule == null) {
      callersByRule = scan();
    }
    Set<String> callers = new TreeSet<>();
    for (OffloadRule rule : group.rules()) {
      callers.addAll(callersByRule.getOrDefault(rule.number(), Set.of()));
    }
    List<String> advice = new ArrayList<>();
    for (String caller : callers) {
      if (advice.size() == NAMED) {
        advice.add("and " + (callers.size() - NAMED) + " more classes");
        break;
      }
      advice.add(
          caller
              + " makes such calls, outside event-loops: offload your call into "
              + caller
              + ", or name "
              + caller);
    }
    if (!complete) {
      advice.add("(not all loaded classes were looked at, for lack of time)");
    }
    return advice;
  }

  private Map<Integer, Set<String>> scan() {
    Map<Integer, Set<String>> callers = new LinkedHashMap<>();
    long end = System.nanoTime() + BUDGET_NANOS;
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (System.nanoTime() > end) {
        complete = false;
        break;
      }
      if (isCandidate(type)) {
        scan(type, callers);
      }
    }
    return callers;
  }

  private boolean isCandidate(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader != null
        && loader != ClassLoader.getPlatformClassLoader()
        && loader != MissedCalls.class.getClassLoader()
        && !type.isArray()
        && !type.isHidden()
        && !type.getName().startsWith("dev.aos.launcher.")
        && rules.eventLoops().stream().noneMatch(item -> isIn(item, type));
  }

  private static boolean isIn(EventLoopClasses item, Class<?> type) {
    return item.contains(type.getName());
  }

  private void scan(Class<?> type, Map<Integer, Set<String>> callers) {
    try {
      Optional<byte[]> bytes = bytes(type);
      if (bytes.isPresent()) {
        ClassHierarchy hierarchy = hierarchies.of(type.getClassLoader());
        for (MemberReference member : ConstantPool.methods(new ClassReader(bytes.get()))) {
          for (OffloadRule rule : rules.offload()) {
            if (means(rule, member, hierarchy)) {
              callers.computeIfAbsent(rule.number(), number -> new TreeSet<>()).add(type.getName());
            }
          }
        }
      }
    } catch (IOException | RuntimeException | LinkageError unreadable) {
      // A closed loader, a class file of the future: the list says so.
      complete = false;
    }
  }

  /** As the weaver decides it, but for inherited members: no class is read for a mere hint. */
  private static boolean means(OffloadRule rule, MemberReference member, ClassHierarchy hierarchy) {
    String owner = ClassFiles.binaryName(member.owner());
    for (CallPattern call : rule.calls()) {
      if (call.matchesMember(member.name(), member.descriptor())
          && (call.owner().matches(owner) || isSubtype(call, member.owner(), hierarchy))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSubtype(CallPattern call, String owner, ClassHierarchy hierarchy) {
    if (!call.subtypes() || call.exactOwner().isEmpty()) {
      return false;
    }
    String supertype = ClassFiles.internalName(call.exactOwner().get());
    return hierarchy.isSubtype(owner, supertype) == Answer.YES;
  }

  private static Optional<byte[]> bytes(Class<?> type) throws IOException {
    String resource = ClassFiles.internalName(type) + ".class";
    try (InputStream in = type.getClassLoader().getResourceAsStream(resource)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    }
  }
}
