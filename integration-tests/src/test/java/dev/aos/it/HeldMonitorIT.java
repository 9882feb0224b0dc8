package dev.aos.it;

import dev.aos.it.fixture.held.BelowTheEntry;
import dev.aos.it.fixture.held.Between;
import dev.aos.it.fixture.held.Held;
import dev.aos.it.fixture.held.Torture;
import dev.aos.it.fixture.none.HeldWithoutLoop;
import dev.aos.it.harness.ChildJvm;
import dev.aos.it.harness.EveryJdk;
import dev.aos.it.harness.InContainers;
import dev.aos.it.harness.Jars;
import dev.aos.it.harness.Jdk;
import dev.aos.it.harness.Jdks;
import dev.aos.it.harness.Rounds;
import dev.aos.it.harness.Run;
import dev.aos.it.harness.SuspendingJdk;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing is dispatched, and nobody suspended, while a monitor is held anywhere on the thread. */
class HeldMonitorIT {

  private static final int ROUNDS = Rounds.of(200, 10_000);

  /** So many that the agent has read the holder's class file long before the end. */
  private static final int MANY = Rounds.of(3_000, 10_000);

  private static final int CALLS = 50;

  private static final int FIRST_WITH_SCOPED_VALUES = 25;

  private static final String NO_SUSPENSION = "this JVM can't suspend handlers";

  private static final String RULES =
      """
      version: 1
      event-loops:
        - classes: ["dev.aos.it.fixture.held.**"]
      offload:
        - dev.aos.it.fixture.backend.Backend
      """;

  private static final String RULES_WITHOUT_LOOP =
      """
      version: 1
      event-loops:
        - classes: ["dev.aos.it.fixture.none.**"]
          loop: none
      offload:
        - dev.aos.it.fixture.backend.Backend
      """;

  static Stream<Arguments> waysOfHolding() {
    return Stream.of(
            "own",
            "own-method",
            "lambda",
            "foreign",
            "named",
            "inherited",
            "default-method",
            "hidden",
            "map")
        .flatMap(way -> Jdks.all().stream().map(jdk -> Arguments.of(jdk, way)));
  }

  @InContainers
  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("waysOfHolding")
  void theCallRunsDirectly(Jdk jdk, String way) {
    Run run = child(jdk, RULES).main(Held.class).arguments(way, ROUNDS).run();
    run.succeeds().stdoutIs("ok");
    run.report().has("woven", "Backend.enter", jdk.suspends() ? pinned(ROUNDS) : NO_SUSPENSION);
    if (jdk.suspends()) {
      run.report()
          .has("woven", "Backend.load", "suspended the handler")
          .hasNo("woven", "Backend.load", "pinned");
    }
  }

  static Stream<Arguments> waysOfLocking() {
    return Stream.of("lock", "write-lock", "stamped-lock", "foreign-lock", "hidden-lock")
        .flatMap(way -> Jdks.suspending().stream().map(jdk -> Arguments.of(jdk, way)));
  }

  @ParameterizedTest(name = "{0}, {1}", allowZeroInvocations = true)
  @MethodSource("waysOfLocking")
  void theCallRunsDirectlyUnderALock(Jdk jdk, String way) {
    Run run = child(jdk, RULES).main(Held.class).arguments(way, MANY).run();
    run.succeeds().stdoutIs("ok");
    String call = way.equals("stamped-lock") ? "Backend.enter" : "Backend.lock";
    run.report().has("woven", call, allPinned(MANY));
    if (way.equals("hidden-lock")) {
      run.report().has("of them: a class takes locks and its code is not known yet: ");
    } else {
      run.report().has("of them: a java.util.concurrent lock is held: ", holderOf(way));
    }
  }

  private static String holderOf(String way) {
    return switch (way) {
      case "foreign-lock" -> "ForeignJucLock.holding:13";
      case "stamped-lock" -> "Holding$Stamped.call:";
      default -> "Holding$Locked.call:";
    };
  }

  @SuspendingJdk
  void theLoopHoldsALockBelowTheEntry(Jdk jdk) {
    Run run = child(jdk, RULES).optimised().main(BelowTheEntry.class).arguments("lock", MANY).run();
    run.succeeds().stdoutIs("ok");
    run.report().has("woven", "Backend.lock", allPinned(MANY));
    run.report().has("lock is held: dev.aos.it.fixture.support.ForeignJucLock.holding:13");
  }

  static Stream<Arguments> whatMayStandBetween() {
    return Stream.of(
            "nothing", "proxy", "generated", "lock-before", "monitor-elsewhere", "reflection")
        .flatMap(what -> Jdks.suspending().stream().map(jdk -> Arguments.of(jdk, what)));
  }

  @ParameterizedTest(name = "{0}, {1}", allowZeroInvocations = true)
  @MethodSource("whatMayStandBetween")
  void whatHoldsNothingPinsNothing(Jdk jdk, String what) {
    Run run = child(jdk, RULES).main(Between.class).arguments(what, CALLS).run();
    run.succeeds().stdoutIs("ok").report().woven("Backend.load", allSuspended());
  }

  @SuspendingJdk
  void besideAnotherAgentCallsAreStillDispatched(Jdk jdk) {
    ChildJvm child = child(jdk, RULES).agentFrom(Jars.agent(), "second.yaml");
    Run run = child.main(Between.class).arguments("generated", CALLS).run();
    run.succeeds().stdoutIs("ok").report().woven("Backend.load", allSuspended());
  }

  @SuspendingJdk
  void besideAnotherAgentAMonitorIsStillSeen(Jdk jdk) {
    ChildJvm child = child(jdk, RULES).agentFrom(Jars.agent(), "second.yaml");
    Run run = child.optimised().main(Held.class).arguments("foreign", ROUNDS).run();
    run.succeeds().stdoutIs("ok").report().has("woven", "Backend.enter", pinned(ROUNDS));
  }

  @SuspendingJdk
  void besideAnotherAgentALockIsStillSeen(Jdk jdk) {
    ChildJvm child = child(jdk, RULES).agentFrom(Jars.agent(), "second.yaml");
    Run run = child.optimised().main(Held.class).arguments("foreign-lock", ROUNDS).run();
    run.succeeds().stdoutIs("ok").report().has("woven", "Backend.lock", allPinned(ROUNDS));
  }

  @InContainers
  @SuspendingJdk
  void aScopedValueIsBound(Jdk jdk) {
    ChildJvm child = child(jdk, RULES).main(Between.class).arguments("scoped-value", CALLS);
    if (jdk.feature() < FIRST_WITH_SCOPED_VALUES) {
      child.jvmArgument("--enable-preview");
    }
    child
        .run()
        .succeeds()
        .stdoutIs("ok")
        .report()
        .woven("Backend.load", allPinned(CALLS) + " (" + CALLS + " a ScopedValue is bound)");
  }

  /** The JDK calls methods through a native frame before it is up, or if it is told to. */
  @InContainers
  @SuspendingJdk
  void aNativeFrameIsInTheWay(Jdk jdk) {
    child(jdk, RULES)
        .jvmArgument("-Djdk.reflect.useNativeAccessorOnly=true")
        .main(Between.class)
        .arguments("reflection", CALLS)
        .run()
        .succeeds()
        .stdoutIs("ok")
        .report()
        .woven(
            "Backend.load", allPinned(CALLS) + " (" + CALLS + " a native frame is on the stack)");
  }

  private static String allPinned(int calls) {
    String number = String.format(Locale.ROOT, "%,d", calls);
    return number + " calls: " + number + " pinned the loop";
  }

  private static String allSuspended() {
    return CALLS + " calls: " + CALLS + " suspended the handler";
  }

  /** The class of the frame below takes locks too, elsewhere; until it is read it is suspected. */
  @InContainers
  @EveryJdk
  void theLoopHoldsOneBelowTheEntry(Jdk jdk) {
    Run run =
        child(jdk, RULES).optimised().main(BelowTheEntry.class).arguments("monitor", MANY).run();
    run.succeeds().stdoutIs("ok");
    run.report().has("woven", "Backend.enter", jdk.suspends() ? allPinned(MANY) : NO_SUSPENSION);
    if (jdk.suspends()) {
      run.report().has("a monitor is held: dev.aos.it.fixture.support.ForeignLock.holding:11");
    }
  }

  static Stream<Arguments> configurations() {
    return Stream.of("-XX:+UseG1GC", "-XX:+UseZGC", "-Xint")
        .flatMap(option -> Jdks.all().stream().map(jdk -> Arguments.of(jdk, option)));
  }

  /** What breaks a JVM that suspends with a monitor: see the fixture's rows. */
  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("configurations")
  void noLoopIsBlockedAndNoMonitorIsLost(Jdk jdk, String option) {
    ChildJvm child = child(jdk, RULES).jvmArgument(option).timeout(Duration.ofMinutes(30));
    Run run = child.optimised().main(Torture.class).arguments(ROUNDS).run();
    run.succeeds().stdoutIs("ok");
    run.report().hasNo("woven", "Backend.enter", "suspended the handler");
    if (jdk.suspends()) {
      run.report()
          .has("woven", "Torture.call:", "a monitor is held")
          .has("woven", "Backend.load", "suspended the handler");
    }
  }

  @EveryJdk
  void aThreadWithoutLoopHoldsOne(Jdk jdk) {
    Run run = child(jdk, RULES_WITHOUT_LOOP).main(HeldWithoutLoop.class).arguments(ROUNDS).run();
    run.succeeds().stdoutIs("ok").report().woven("Backend.enter", pinned(ROUNDS));
  }

  private static ChildJvm child(Jdk jdk, String rules) {
    return ChildJvm.on(jdk).agent(rules).timeout(Duration.ofMinutes(5));
  }

  private static String pinned(int calls) {
    String number = String.format(Locale.ROOT, "%,d", calls);
    return number + " calls: " + number + " pinned the loop (" + number + " a monitor is held)";
  }
}
