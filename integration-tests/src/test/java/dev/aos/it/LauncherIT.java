package dev.aos.it;

import dev.aos.it.fixture.launch.OldJvm;
import dev.aos.it.fixture.launch.Where;
import dev.aos.it.harness.ChildJvm;
import dev.aos.it.harness.Directories;
import dev.aos.it.harness.EveryJdk;
import dev.aos.it.harness.Jars;
import dev.aos.it.harness.Jdk;
import dev.aos.it.harness.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What makes the agent start, and what keeps it from doing so. */
class LauncherIT {

  static final String RULES =
      """
      version: 1
      event-loops:
        - classes: ["dev.aos.it.fixture.launch.**"]
          loop: none
      offload:
        - dev.aos.it.fixture.backend.Backend
      """;

  private static final String WOVEN = "on a worker";
  private static final String UNWOVEN = "directly";
  private static final String STARTED = "[aos] AOS 0.1.0-SNAPSHOT on Java ";

  @EveryJdk
  void aRuleFileIsAllItTakes(Jdk jdk) {
    plain(jdk)
        .agent(RULES)
        .run()
        .succeeds()
        .stdoutIs(WOVEN)
        .stderrHas(STARTED + jdk.version())
        .stderrHas("rules: rules.yaml (1 rule, 0 exceptions)");
  }

  @EveryJdk
  void aosOffLoadsNothing(Jdk jdk) {
    Run run =
        plain(jdk)
            .agent(RULES)
            .env("AOS", "off")
            .jvmArgument("-Xlog:class+load:file=classes.log")
            .run();
    run.succeeds()
        .stdoutIs(UNWOVEN)
        .stderrIs("[aos] off: the environment says AOS=off")
        .check(!run.file("classes.log").contains("dev.aos.core."), "a class of core is loaded")
        .check(!run.file("classes.log").contains("dev.aos.runtime."), "the runtime is loaded")
        .check(!run.hasFile(ChildJvm.REPORT), "there is a report");
  }

  @EveryJdk
  void aSecondAgentIsIgnored(Jdk jdk) {
    Run once = plain(jdk).agent(RULES).run();
    plain(jdk)
        .agent(RULES)
        .agent(RULES)
        .run()
        .succeeds()
        .stdoutIs(WOVEN)
        .stderrHasLines((int) once.stderr().lines().count());
  }

  @EveryJdk
  void aSecondAgentWithOtherArgumentsIsIgnoredAloud(Jdk jdk) {
    plain(jdk)
        .agent(RULES)
        .agentWith("other.yaml,on-error=exit")
        .run()
        .succeeds()
        .stdoutIs(WOVEN)
        .stderrHas("[aos] a second -javaagent is ignored")
        .stderrHas("other.yaml,on-error=exit");
  }

  @EveryJdk
  void aSecondAgentFromACopyOfTheJarIsIgnored(Jdk jdk) throws IOException {
    Path copy = Directories.create("copy").resolve("copy.jar");
    Files.copy(Jars.agent(), copy);
    plain(jdk).agent(RULES).agentFrom(copy, "").run().succeeds().stdoutIs(WOVEN);
  }

  @EveryJdk
  void anOldJvmIsTold(Jdk jdk) {
    for (String version : new String[] {"1.8", "11", "16"}) {
      ChildJvm.on(jdk)
          .classPath(Jars.agent())
          .main(OldJvm.class)
          .arguments(version, "premain")
          .run()
          .succeeds()
          .stdoutIs("the program runs")
          .stderrIs("[aos] inactive: AOS needs Java 17 or later, this is Java " + version);
    }
  }

  @EveryJdk
  void withoutRulesNothingIsWoven(Jdk jdk) {
    plain(jdk)
        .agentWith("")
        .run()
        .succeeds()
        .stdoutIs(UNWOVEN)
        .stderrHas("[aos] no rule file: ")
        .stderrHas("AOS_RULES")
        .stderrHas("aos.yaml")
        .stderrHas("the program runs unwoven");
  }

  @EveryJdk
  void theEnvironmentNamesTheRules(Jdk jdk) {
    plain(jdk)
        .agentWith("")
        .file("mine.yaml", RULES)
        .file("aos.yaml", "not: these")
        .env("AOS_RULES", "mine.yaml")
        .run()
        .succeeds()
        .stdoutIs(WOVEN)
        .stderrHas("rules: mine.yaml");
  }

  @EveryJdk
  void theWorkingDirectoryHasTheRules(Jdk jdk) {
    plain(jdk)
        .agentWith("report=" + ChildJvm.REPORT)
        .file("aos.yaml", RULES)
        .run()
        .succeeds()
        .stdoutIs(WOVEN)
        .stderrHas("rules: aos.yaml");
  }

  @EveryJdk
  void theAgentArgumentWins(Jdk jdk) {
    plain(jdk)
        .agent(RULES)
        .file("aos.yaml", "not: these")
        .env("AOS_RULES", "nor-those.yaml")
        .run()
        .succeeds()
        .stdoutIs(WOVEN)
        .stderrHas("rules: rules.yaml");
  }

  @EveryJdk
  void offByArgument(Jdk jdk) {
    plain(jdk)
        .file("rules.yaml", RULES)
        .agentWith("rules.yaml,mode=off")
        .run()
        .succeeds()
        .stdoutIs(UNWOVEN)
        .stderrIs("[aos] off: the agent argument says mode=off");
  }

  @EveryJdk
  void inReportModeSitesAreListedAndNothingIsWoven(Jdk jdk) {
    Run run =
        plain(jdk)
            .file("rules.yaml", RULES)
            .agentWith("rules.yaml,mode=report,report=" + ChildJvm.REPORT)
            .run();
    run.succeeds().stdoutIs(UNWOVEN).stderrHas("mode=report");
    run.report().has("dev.aos.it.fixture.launch.Where.main:11", "Backend.thread");
  }

  @EveryJdk
  void badArgumentsAreNamed(Jdk jdk) {
    plain(jdk)
        .file("rules.yaml", RULES)
        .agentWith("rules.yaml,mode=fast,repot=x,second.yaml")
        .run()
        .succeeds()
        .stdoutIs(UNWOVEN)
        .stderrHas("`mode=fast`")
        .stderrHas("`repot=x`")
        .stderrHas("`second.yaml`")
        .stderrHas("the program runs unwoven");
  }

  @EveryJdk
  void aJarByAnotherNameInAnyFolder(Jdk jdk) throws IOException {
    for (String name : new String[] {"renamed.jar", "a b+c%20d/é agent.jar"}) {
      Path copy = Directories.create("renamed").resolve(name);
      Files.createDirectories(copy.getParent());
      Files.copy(Jars.agent(), copy);
      plain(jdk)
          .file("rules.yaml", RULES)
          .agentFrom(copy, "rules.yaml")
          .run()
          .succeeds()
          .stdoutIs(WOVEN);
    }
  }

  @EveryJdk
  void theJvmHasNothingToWarnOf(Jdk jdk) {
    // With class data sharing, which -Xverify:all turns off.
    plain(jdk)
        .defaultVerification()
        .agent(RULES)
        .jvmArgument("-Xshare:auto", "-Xlog:all=warning:stdout")
        .run()
        .succeeds()
        .stdoutIs(WOVEN);
  }

  private static ChildJvm plain(Jdk jdk) {
    return ChildJvm.on(jdk).main(Where.class);
  }
}
