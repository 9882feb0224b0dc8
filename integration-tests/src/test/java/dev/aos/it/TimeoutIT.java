package dev.aos.it;

import dev.aos.it.fixture.limits.ClosedChannels;
import dev.aos.it.fixture.limits.Crowded;
import dev.aos.it.fixture.limits.Descriptors;
import dev.aos.it.fixture.limits.Receiver;
import dev.aos.it.fixture.limits.Timeouts;
import dev.aos.it.fixture.limits.WithoutSql;
import dev.aos.it.harness.ChildJvm;
import dev.aos.it.harness.EveryJdk;
import dev.aos.it.harness.InContainers;
import dev.aos.it.harness.Jdk;
import dev.aos.it.harness.Run;
import dev.aos.it.harness.SuspendingJdk;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Calls that take longer than their rule's {@code timeout}. */
class TimeoutIT {

  static final String NO_LOOP =
      """
      version: 1
      event-loops: [{classes: "dev.aos.it.fixture.limits.**", loop: none}]
      """;

  static final String LOOP =
      """
      version: 1
      event-loops: ["dev.aos.it.fixture.limits.**"]
      """;

  private static final String SLOW =
      """
      offload:
        - {call: dev.aos.it.fixture.backend.Slow, timeout: 200ms}
      """;

  private static final String BY_KIND =
      """
      InterruptedIOException [aos] SLOW.read at HERE has not ended within 200 ms
      SQLTimeoutException [aos] SLOW.query at HERE has not ended within 200 ms
      dev.aos.runtime.OffloadTimeoutException [aos] SLOW.pass at HERE has not ended within 200 ms
      dev.aos.runtime.OffloadTimeoutException [aos] SLOW.call at HERE has not ended within 200 ms
      ok"""
          .replace("SLOW", "dev.aos.it.fixture.backend.Slow")
          .replace("HERE", "dev.aos.it.fixture.limits.Timeouts.answer:LINE");

  private static final String WITHOUT_SQL =
      """
      dev.aos.runtime.OffloadTimeoutException [aos] SLOW.query at HERE has not ended within 200 ms
      ok"""
          .replace("SLOW", "dev.aos.it.fixture.backend.Slow")
          .replace("HERE", "dev.aos.it.fixture.limits.WithoutSql.answer:LINE");

  private static final String HANDLES =
      """
      offload:
        - dev.aos.it.fixture.backend.Slow
        - calls:
            - "dev.aos.it.fixture.backend.Handle.open(java.lang.String, *)"
            - "dev.aos.it.fixture.backend.Handle.read(*)"
            - "dev.aos.it.fixture.backend.Handle.close(*)"
          timeout: 300ms
          cancel: CANCEL
        - dev.aos.it.fixture.backend.Handle
      executors: {default: {threads: 2}}
      """;

  @EveryJdk
  void aThreadGetsTheExceptionThatTheCallDeclares(Jdk jdk) {
    Run run = run(jdk, NO_LOOP + SLOW, Timeouts.class, "none").stdoutIs(BY_KIND);
    run.report().woven("Slow.read", "1 call: 1 blocked for a worker, 1 of them timed out");
  }

  @SuspendingJdk
  void aHandlerGetsTheExceptionThatTheCallDeclares(Jdk jdk) {
    Run run = run(jdk, LOOP + SLOW, Timeouts.class, "loop").stdoutIs(BY_KIND);
    run.report().woven("Slow.query", "1 call: 1 suspended the handler, 1 of them timed out");
  }

  @EveryJdk
  void whereThereIsNoJavaSqlItIsTheExceptionOfCallsThatDeclareNothing(Jdk jdk) {
    String modules = "java.base,java.instrument,java.logging,java.management,jdk.unsupported";
    ChildJvm.on(jdk)
        .agent((jdk.suspends() ? LOOP : NO_LOOP) + SLOW)
        .jvmArgument("--limit-modules", modules)
        .main(WithoutSql.class)
        .arguments(jdk.suspends() ? "loop" : "none")
        .run()
        .succeeds()
        .stdoutIs(WITHOUT_SQL)
        .report()
        .has("Slow.query", "1 of them timed out")
        .hasNo("Incidents");
  }

  @EveryJdk
  @EnabledOnOs(OS.LINUX)
  void noFileStaysOpenWheneverTheTimeIsOver(Jdk jdk) {
    for (String cancel : new String[] {"abandon", "wait", "interrupt"}) {
      String rules = HANDLES.replace("CANCEL", cancel);
      if (jdk.suspends()) {
        run(jdk, LOOP + rules, Descriptors.class, "loop", cancel).stdoutIs("ok");
      } else {
        run(jdk, NO_LOOP + rules, Descriptors.class, "none", cancel).stdoutIs("ok");
      }
    }
  }

  @SuspendingJdk
  @EnabledOnOs(OS.LINUX)
  void noFileStaysOpenWheneverTheChannelIsClosed(Jdk jdk) {
    String loop =
        """
        version: 1
        event-loops: [{classes: "dev.aos.it.fixture.limits.**", on-close: cancel}]
        """;
    for (String cancel : new String[] {"abandon", "wait", "interrupt"}) {
      String rules = HANDLES.replace("timeout: 300ms", "timeout: 1h").replace("CANCEL", cancel);
      run(jdk, loop + rules, ClosedChannels.class, cancel).stdoutIs("ok");
    }
  }

  @SuspendingJdk
  void aCallThatWasGivenUpKeepsItsReceiverUntilItEnds(Jdk jdk) {
    String rules =
        """
        offload:
          - {call: dev.aos.it.fixture.backend.Connection.pass, timeout: 200ms}
          - dev.aos.it.fixture.backend.Connection.name
        """;
    run(jdk, LOOP + rules, Receiver.class).stdoutIs("ok");
  }

  /** Under load, with every way of giving up: what the handlers saw is what the report counts. */
  @InContainers
  @EveryJdk
  void countsAddUp(Jdk jdk) {
    for (String cancel : new String[] {"abandon", "wait", "interrupt"}) {
      String rules =
          "offload: [{call: dev.aos.it.fixture.backend.Slow.work, timeout: 20ms, cancel: "
              + cancel
              + "}]\nexecutors: {default: {threads: 2}}\n";
      // One way on every JDK that blocks, all of them where it matters.
      if (jdk.suspends()) {
        checkCounts(run(jdk, LOOP + rules, Crowded.class, "loop", 5, 30));
      } else if (cancel.equals("abandon")) {
        checkCounts(run(jdk, NO_LOOP + rules, Crowded.class, "none", 5, 30));
      }
    }
  }

  static void checkCounts(Run run) {
    String report = run.report().text();
    long timeouts = count(run.stdout(), "OffloadTimeoutException=(\\d+)");
    long refused = count(run.stdout(), "refused=(\\d+)");
    long here = count(run.stdout(), "here=(\\d+)");
    String site = report.lines().filter(line -> line.contains("Slow.work  ")).findFirst().get();
    String pool = report.lines().filter(line -> line.startsWith("  default: ")).findFirst().get();
    run.check(count(site, "  (\\d+) calls:") == 150, "the site has all calls: " + site);
    run.check(count(site, "(\\d+) of them timed out") == timeouts, "timed out: " + site);
    run.check(count(site, "(\\d+) refused") == refused, "refused: " + site);
    run.check(count(pool, "; (\\d+) refused") == refused, "refused: " + pool);
    long dispatched = count(site, "(\\d+) suspended the") + count(site, "(\\d+) blocked for a");
    run.check(dispatched == 150 - refused - here, "dispatched: " + site);
    long ended = count(pool, "(\\d+) calls? done") + count(pool, "(\\d+) given up before");
    run.check(ended == dispatched, "every call has left the pool: " + pool);
  }

  private static long count(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
  }

  static Run run(Jdk jdk, String rules, Class<?> fixture, Object... arguments) {
    return ChildJvm.on(jdk).agent(rules).main(fixture).arguments(arguments).run().succeeds();
  }
}
