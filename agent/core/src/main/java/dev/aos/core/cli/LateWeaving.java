package dev.aos.core.cli;

import dev.aos.core.report.LateWoven;
import dev.aos.core.report.WeaveLog.ClassLog;
import dev.aos.core.weave.PlannedResumePoint;
import dev.aos.core.weave.WeaveResult;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Weaves classes that are loaded already, as far as the JVM lets it: because the agent was attached
 * to a running program, or because rules have changed. Only classes that come out otherwise than
 * they are now are transformed; for the others their loops are not stopped.
 */
final class LateWeaving {

  /** All threads stand still while the JVM exchanges a batch: two milliseconds for each class. */
  private static final int BATCH = 10;

  /** A class may be on its way into the JVM, woven by the rules of before, while others are. */
  private static final int PASSES = 5;

  private static final String IN_MONITOR =
      "it keeps its monitors, a thread may be in one: handlers under them are not suspended";

  private final Instrumentation instrumentation;
  private final Retransformer retransformer;
  private final WeavingTransformer transformer;
  private final LoadedCode code;

  LateWeaving(
      Instrumentation instrumentation,
      Retransformer retransformer,
      WeavingTransformer transformer,
      LoadedCode code) {
    this.instrumentation = instrumentation;
    this.retransformer = retransformer;
    this.transformer = transformer;
    this.code = code;
  }

  /**
   * What some rules would make of the classes that are loaded. Nothing has changed yet.
   *
   * @param different the classes that would come out otherwise than they are
   * @param same what the others would be
   * @param lost guards that there are, and that there would be no more
   * @param guards whether there would be guards that there are not
   * @param unchanged classes that can't be changed, and why, by name
   * @param seen all classes that were looked at
   */
  record Plan(
      List<Class<?>> different,
      List<WeavingTransformer.Woven> same,
      List<String> lost,
      boolean guards,
      Map<String, String> unchanged,
      Set<Class<?>> seen) {}

  /** Weaves all classes that are loaded as they are to be. Not for event loops. */
  LateWoven carryOut(Weavers by) {
    return carryOut(plan(by), by);
  }

  /** Looks at all classes that are loaded. */
  Plan plan(Weavers by) {
    return plan(by, Collections.newSetFromMap(new IdentityHashMap<>()));
  }

  private Plan plan(Weavers by, Set<Class<?>> seen) {
    Planning planning = new Planning(by, seen);
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (seen.add(type)) {
        planning.look(type);
      }
    }
    return planning.plan();
  }

  private final class Planning {
    private final Weavers by;
    private final List<Class<?>> different = new ArrayList<>();
    private final List<WeavingTransformer.Woven> same = new ArrayList<>();
    private final List<String> lost = new ArrayList<>();
    private boolean guards;
    private final Map<String, String> unchanged = new LinkedHashMap<>();

    private final Set<String> exclusive;
    private final Set<Class<?>> seen;

    Planning(Weavers by, Set<Class<?>> seen) {
      this.by = by;
      this.exclusive = by.exclusive();
      this.seen = seen;
    }

    Plan plan() {
      return new Plan(different, same, lost, guards, unchanged, seen);
    }

    void look(Class<?> type) {
      if (type.isArray() || type.isPrimitive() || isLambda(type)) {
        return;
      }
      ClassVersions.Version version = transformer.version(type);
      if (!version.isWoven() && !by.mayConcern(type)) {
        return;
      }
      if (exclusive.contains(type.getName()) && !version.exclusive()) {
        unchanged.put(type.getName(), IN_MONITOR);
      }
      Optional<byte[]> classFile = retransformer.classFile(type);
      if (classFile.isEmpty()) {
        unchanged.put(type.getName(), obstacle(type));
        return;
      }
      WeavingTransformer.Woven outcome = transformer.weave(by, type, classFile.get());
      compare(transformer.logOf(type), outcome);
      if (outcome.version().equals(version)) {
        same.add(outcome);
        addFailure(outcome, unchanged);
      } else {
        different.add(type);
      }
    }

    private void compare(ClassLog before, WeavingTransformer.Woven outcome) {
      Guards had = Guards.of(before);
      Guards has = Guards.of(ClassLog.of(outcome.result()));
      lost.addAll(had.without(has));
      guards |= !has.without(had).isEmpty();
    }
  }

  /** The JVM makes it, and what it calls stands in a class that can be changed. */
  private static boolean isLambda(Class<?> type) {
    return type.isHidden() && type.isSynthetic();
  }

  private String obstacle(Class<?> type) {
    if (type.isHidden()) {
      return "it is hidden, and the JVM never lets such a class change";
    }
    return instrumentation.isModifiableClass(type)
        ? "the JVM does not show its class file"
        : "the JVM never lets it change";
  }

  /**
   * Weaves the classes of a plan, and those that have been loaded meanwhile. Not for event loops.
   *
   * @param plan what is to be done
   * @param by weaves; the transformer has it already
   */
  LateWoven carryOut(Plan plan, Weavers by) {
    Tally tally = new Tally();
    Plan next = plan;
    for (int pass = 0; pass < PASSES && (pass == 0 || !next.different().isEmpty()); pass++) {
      for (WeavingTransformer.Woven same : next.same()) {
        transformer.inForce(same);
      }
      tally.unchanged.putAll(next.unchanged());
      List<Class<?>> types = next.different();
      for (int from = 0; from < types.size(); from += BATCH) {
        transform(by, types.subList(from, Math.min(from + BATCH, types.size())), tally);
      }
      next = plan(by, plan.seen());
    }
    return new LateWoven(tally.classes, tally.sites, tally.unchanged, threadsInLoops(tally.loops));
  }

  /** A loop that never returns from the method that waits for events is still in its old code. */
  private static List<String> threadsInLoops(Set<String> methods) {
    List<String> remarks = new ArrayList<>();
    if (methods.isEmpty()) {
      return remarks;
    }
    for (Map.Entry<Thread, StackTraceElement[]> stack : Thread.getAllStackTraces().entrySet()) {
      for (StackTraceElement frame : stack.getValue()) {
        String method = frame.getClassName() + "." + frame.getMethodName();
        if (methods.contains(method)) {
          remarks.add(
              "thread "
                  + stack.getKey().getName()
                  + " is in "
                  + method
                  + ", which resumes handlers; they run directly until it is called anew");
        }
      }
    }
    return remarks;
  }

  private static final class Tally {
    private int classes;
    private int sites;
    private final Map<String, String> unchanged = new LinkedHashMap<>();

    /** Methods that have become those of loops. */
    private final Set<String> loops = new HashSet<>();
  }

  /** One class that can't be changed keeps no other one from it: a batch that fails is halved. */
  private void transform(Weavers by, List<Class<?>> types, Tally tally) {
    Weaving weaving = new Weaving(by);
    try {
      retransformer.retransform(weaving, types.toArray(new Class<?>[0]));
    } catch (Throwable refused) {
      if (types.size() == 1) {
        tally.unchanged.put(types.get(0).getName(), refused.toString());
      } else {
        int half = types.size() / 2;
        transform(by, types.subList(0, half), tally);
        transform(by, types.subList(half, types.size()), tally);
      }
      return;
    }
    for (WeavingTransformer.Woven woven : weaving.outcome) {
      ClassLog before = transformer.inForce(woven);
      tally.classes++;
      ClassLog now = ClassLog.of(woven.result());
      tally.sites += now.sites().size();
      if (before.resumePoints().isEmpty()) {
        now.resumePoints().forEach(point -> tally.loops.add(methodOf(point)));
      }
      addFailure(woven, tally.unchanged);
    }
  }

  private static String methodOf(PlannedResumePoint point) {
    int line = point.place().lastIndexOf(':');
    return line < 0 ? point.place() : point.place().substring(0, line);
  }

  private static void addFailure(WeavingTransformer.Woven woven, Map<String, String> unchanged) {
    if (woven.result() instanceof WeaveResult.Failed failed) {
      unchanged.put(woven.key().name(), failed.reason());
    }
  }

  private final class Weaving implements Retransformer.Step {
    private final Weavers by;
    private final List<WeavingTransformer.Woven> outcome = new ArrayList<>();

    Weaving(Weavers by) {
      this.by = by;
    }

    @Override
    public byte[] transform(Class<?> type, byte[] classFile) {
      WeavingTransformer.Woven woven = transformer.weave(by, type, classFile);
      // Before the JVM takes it: a frame of the new code must find it known.
      code.changed(type, classFile, woven.bytes());
      outcome.add(woven);
      return woven.bytes();
    }
  }
}
