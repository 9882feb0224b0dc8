package dev.aos.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aos.it.fixture.launch.Where;
import dev.aos.it.fixture.report.Everything;
import dev.aos.it.fixture.suspend.FreeLoop;
import dev.aos.it.fixture.suspend.ManyAwaits;
import dev.aos.it.harness.ChildJvm;
import dev.aos.it.harness.EveryJdk;
import dev.aos.it.harness.Jdk;
import dev.aos.it.harness.Jdks;
import dev.aos.it.harness.Report;
import dev.aos.it.harness.Run;
import dev.aos.it.harness.SuspendingJdk;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the agent says at start and on exit, and what it writes into the report. */
class ReportIT {

  private static final String CLASS = "dev.aos.it.fixture.report.Everything.";
  private static final String CALLEE = "dev.aos.it.fixture.backend.Reported.";

  private static final String RULES =
      """
      version: 1
      event-loops:
        - classes: ["dev.aos.it.fixture.report.**"]
          loop: none
      offload:
        - dev.aos.it.fixture.backend.Reported.load
        - dev.aos.it.fixture.backend.Reported.new
        - dev.aos.it.fixture.backend.Reported.describe
        - dev.aos.it.fixture.backend.Reported.later
        - dev.aos.it.fixture.backend.Reported.kept
        - dev.aos.it.fixture.backend.Reported.outside
        - dev.aos.it.fixture.backend.Reported.never
      keep: ["dev.aos.it.fixture.backend.Reported.kept"]
      """;

  @EveryJdk
  void theStartIsAnnounced(Jdk jdk) {
    everything(jdk)
        // What follows is the early access mark, if it is one, and the vendor.
        .stderrHas("[aos] AOS 0.1.0-SNAPSHOT on Java " + jdk.version())
        .stderrHas(jdk.suspends() ? "handlers can be suspended" : "handlers can't be suspended")
        .stderrHas("rules: rules.yaml (7 rules, 1 exception)");
  }

  @EveryJdk
  void onlyWhereLoopsAreNamedAnOldJdkIsRegretted(Jdk jdk) {
    String regret = "Java " + jdk.feature() + ": handlers can't be suspended; use 21 or later";
    everything(jdk).stderrHasNo("use 21 or later");
    Run run = ChildJvm.on(jdk).agent(SuspendIT.RULES).main(ManyAwaits.class).arguments(1).run();
    if (jdk.suspends()) {
      run.stderrHasNo("use 21 or later");
    } else {
      run.stderrHas(regret);
    }
  }

  @EveryJdk
  void wovenSitesAreListedWithTheirCounts(Jdk jdk) {
    Run run = everything(jdk);
    run.report()
        .has("woven", at(run, "main", "call"), CALLEE + "load", "  1 call: 1 blocked for a worker")
        .has("woven", at(run, "main", "loop"), CALLEE + "load", "3 calls: 3 blocked for a worker")
        .has("woven", at(run, "main", "constructor"), CALLEE + "new", "  1 call: 1 blocked")
        .has("woven", at(run, "main", "reference"), CALLEE + "load", "  1 call: 1 blocked")
        .has("woven", at(run, "describe", "super"), CALLEE + "describe", "  1 call: 1 blocked");
  }

  @EveryJdk
  void sitesThatAreLeftAloneAreListedWithTheReason(Jdk jdk) {
    Run run = everything(jdk);
    run.report()
        .has("left alone", at(run, "main", "later"), CALLEE + "later", "already asynchronous")
        .has("left alone", at(run, "main", "kept"), CALLEE + "kept", "kept: rules.yaml:13:8")
        .has("left alone", CLASS + "<init>", CALLEE + "new", "super(..)");
  }

  @EveryJdk
  void rulesThatMatchedNothingGetAdvice(Jdk jdk) {
    Run run = everything(jdk);
    Report report = run.report();
    report
        .has("rules.yaml:11:5: " + CALLEE + "outside matched nothing")
        .has("rules.yaml:12:5: " + CALLEE + "never matched nothing")
        .has("dev.aos.it.fixture.support.Outside makes such calls, outside event-loops:")
        .has("offload your call into dev.aos.it.fixture.support.Outside, or name")
        .hasNo("Reported.load matched nothing");
    run.stderrHas("[aos] rules.yaml:11:5: " + CALLEE + "outside matched nothing")
        .stderrHas("dev.aos.it.fixture.support.Outside makes such calls");
  }

  @EveryJdk
  void aRuleThatIsOffHasMatchedWhatItTakes(Jdk jdk) {
    String later = "dev.aos.it.fixture.backend.Reported.later";
    String rules = RULES.replace(later, "{call: " + later + ", mode: \"off\"}");
    Run run = everything(jdk, rules);
    run.stderrHasNo("later matched nothing")
        .report()
        .has("left alone", at(run, "main", "later"), CALLEE + "later", ": the rule says mode: off")
        .hasNo("later matched nothing");
  }

  @EveryJdk
  void theEndIsSummedUp(Jdk jdk) {
    everything(jdk)
        .stderrHas("[aos] 5 call sites in 1 class woven, 3 left alone; 7 calls: 7 blocked")
        .stderrHas("[aos] the whole report is in report.txt");
  }

  @SuspendingJdk
  void suspensionsAreCounted(Jdk jdk) {
    ChildJvm.on(jdk)
        .agent(SuspendIT.RULES)
        .main(FreeLoop.class)
        .arguments("static")
        .run()
        .succeeds()
        .stderrHas("1 call: 1 suspended the handler")
        .report()
        .has("woven", "FreeLoop.answer:", "Backend.pass", "1 call: 1 suspended the handler")
        .has("netty: io.netty.channel.DefaultChannelPipeline$HeadContext.channelRead")
        .has("Linking");
  }

  @EveryJdk
  void theRuleFileNamesTheReport(Jdk jdk) {
    Run run =
        ChildJvm.on(jdk)
            .file("rules.yaml", LauncherIT.RULES + "report: {file: mine.txt}\n")
            .agentWith("rules.yaml")
            .main(Where.class)
            .run()
            .succeeds();
    run.check(run.file("mine.txt").startsWith("AOS report, rules: rules.yaml\n"), "no report");
  }

  @EveryJdk
  void aReportThatCanNotBeWrittenIsNoFailure(Jdk jdk) {
    ChildJvm.on(jdk)
        .file("rules.yaml", LauncherIT.RULES)
        .agentWith("rules.yaml,report=no/such/folder/report.txt")
        .main(Where.class)
        .run()
        .succeeds()
        .stderrHas("[aos] the report can't be written to no/such/folder/report.txt");
  }

  @Test
  void aReportThatIsNotThereInTimeIsMissedAloud(@TempDir Path folder) throws Exception {
    // Whoever opens a pipe to write into it waits for a reader.
    Path pipe = folder.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    ChildJvm.on(Jdks.newest())
        .file("rules.yaml", LauncherIT.RULES)
        .agentWith("rules.yaml,report=" + pipe)
        .main(Where.class)
        .run()
        .succeeds()
        .stderrHas("[aos] no report: it was not there 11 seconds after the shutdown began");
  }

  private static Run everything(Jdk jdk) {
    return everything(jdk, RULES);
  }

  private static Run everything(Jdk jdk, String rules) {
    return ChildJvm.on(jdk).agent(rules).main(Everything.class).run().succeeds();
  }

  /** A place, the line of which the program has printed. */
  private static String at(Run run, String method, String what) {
    String line =
        run.stdout()
            .lines()
            .filter(printed -> printed.startsWith(what + " "))
            .findFirst()
            .orElseThrow(() -> new AssertionError(run.stdout()));
    return CLASS + method + ":" + line.substring(what.length() + 1) + " ";
  }
}
