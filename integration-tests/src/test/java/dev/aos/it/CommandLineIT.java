package dev.aos.it;

import dev.aos.it.fixture.launch.OldJvm;
import dev.aos.it.harness.ChildJvm;
import dev.aos.it.harness.EveryJdk;
import dev.aos.it.harness.Jars;
import dev.aos.it.harness.Jdk;

/** {@code java -jar aos-agent.jar}. */
class CommandLineIT {

  @EveryJdk
  void version(Jdk jdk) {
    jar(jdk, "--version").run().exitsWith(0).stdoutIs("AOS 0.1.0-SNAPSHOT").stderrIs("");
  }

  @EveryJdk
  void help(Jdk jdk) {
    for (String argument : new String[] {"--help", ""}) {
      ChildJvm child = argument.isEmpty() ? jar(jdk) : jar(jdk, argument);
      child
          .run()
          .exitsWith(0)
          .stderrIs("")
          .stdoutHas("java -javaagent:aos-agent.jar=")
          .stdoutHas("check FILE");
    }
  }

  @EveryJdk
  void checkOfGoodRules(Jdk jdk) {
    jar(jdk, "check", "rules.yaml")
        .file("rules.yaml", LauncherIT.RULES)
        .run()
        .exitsWith(0)
        .stderrIs("")
        .stdoutHas("rules.yaml: good, 1 rule");
  }

  @EveryJdk
  void checkOfBadRules(Jdk jdk) {
    jar(jdk, "check", "rules.yaml")
        .file("rules.yaml", "version: 2\n")
        .run()
        .exitsWith(1)
        .stdoutIs("")
        .stderrHasOnlyAosLines()
        .stderrHas("[aos] rules.yaml:1:10: error: ");
  }

  @EveryJdk
  void anUnknownCommand(Jdk jdk) {
    jar(jdk, "chek", "rules.yaml")
        .run()
        .exitsWith(2)
        .stdoutIs("")
        .stderrIs("[aos] unknown command: chek rules.yaml; try --help");
  }

  @EveryJdk
  void anOldJvmIsTold(Jdk jdk) {
    ChildJvm.on(jdk)
        .classPath(Jars.agent())
        .main(OldJvm.class)
        .arguments("1.8", "main")
        .run()
        .exitsWith(2)
        .stdoutIs("")
        .stderrIs("[aos] inactive: AOS needs Java 17 or later, this is Java 1.8");
  }

  private static ChildJvm jar(Jdk jdk, Object... arguments) {
    return ChildJvm.on(jdk).jar(Jars.agent()).arguments(arguments);
  }
}
