package dev.aos.it;

import dev.aos.it.fixture.launch.Where;
import dev.aos.it.harness.ChildJvm;
import dev.aos.it.harness.EveryJdk;
import dev.aos.it.harness.InContainers;
import dev.aos.it.harness.Jdk;
import dev.aos.it.harness.Jdks;
import dev.aos.it.harness.Run;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Rule files that are wrong: every error is printed, nothing is read without bound, no harm done.
 */
class BadRulesIT {

  private static final String THREE_ERRORS =
      """
      version: 1
      event-loop:
        - classes: ["dev.aos.it.fixture.launch.**"]
      offload:
        - {call: dev.aos.it.fixture.backend.Backend, executer: jdbc}
        - java..nio
      """;

  /** A JVM that waits for premain to return, which does not come, ends after a minute. */
  private static final Duration AT_ONCE = Duration.ofSeconds(40);

  @EveryJdk
  void everyErrorIsPrintedAndTheProgramRuns(Jdk jdk) {
    child(jdk)
        .file("rules.yaml", THREE_ERRORS)
        .agentWith("rules.yaml")
        .run()
        .succeeds()
        .stdoutIs("directly")
        .stderrHas("[aos] rules.yaml:2:1: error: ")
        .stderrHas("event-loops")
        .stderrHas("[aos] rules.yaml:5:")
        .stderrHas("executor")
        .stderrHas("[aos] rules.yaml:6:")
        .stderrHas("the program runs unwoven");
  }

  @EveryJdk
  @InContainers
  void theProgramEndsIfAsked(Jdk jdk) {
    child(jdk)
        .file("rules.yaml", THREE_ERRORS)
        .agentWith("rules.yaml,on-error=exit")
        .timeout(AT_ONCE)
        .run()
        .exitsWith(1)
        .stdoutIs("")
        .stderrHasOnlyAosLines()
        .stderrHas("[aos] rules.yaml:6:")
        .stderrHas("the program ends (on-error=exit)");
  }

  @EveryJdk
  @InContainers
  void aMissingFileEndsTheProgramIfAsked(Jdk jdk) {
    for (String argument : List.of("none.yaml,on-error=exit", "on-error=exit")) {
      child(jdk).agentWith(argument).timeout(AT_ONCE).run().exitsWith(1).stdoutIs("");
    }
  }

  @Test
  void aFileThatIsMissing() {
    isRefused(child(), "none.yaml").stderrHas("none.yaml").stderrHasLines(2);
  }

  @Test
  void aDirectory() {
    isRefused(child(), ".").stderrHas("directory");
  }

  @Test
  void anEmptyFile() {
    isRefused(child().file("r.yaml", ""), "r.yaml").stderrHas("[aos] r.yaml:1:1: error: ");
  }

  @Test
  void tenMegabytes() {
    String rule = "  - java.nio.file.Files.readAllBytes\n";
    String text = LauncherIT.RULES + rule.repeat(10_000_000 / rule.length());
    isRefused(child().file("r.yaml", text), "r.yaml").stderrHasLines(2);
  }

  @Test
  void aBinaryFile() {
    byte[] bytes = new byte[100_000];
    new Random(1).nextBytes(bytes);
    isRefused(child().file("r.yaml", bytes), "r.yaml");
  }

  @Test
  void aDeviceWithoutEnd() {
    isRefused(child(), "/dev/zero");
    isRefused(child(), "/dev/urandom");
  }

  @Test
  void anAliasBomb() {
    String bomb =
        IntStream.rangeClosed(1, 30)
            .mapToObj(i -> "b" + i + ": &b" + i + " [" + "*b" + (i - 1) + ", *b" + (i - 1) + "]\n")
            .collect(Collectors.joining());
    isRefused(child().file("r.yaml", "version: 1\nb0: &b0 [a, a]\n" + bomb), "r.yaml");
  }

  @Test
  void deepNesting() {
    String deep = "version: 1\noffload: " + "[".repeat(100_000) + "]".repeat(100_000) + "\n";
    isRefused(child().file("r.yaml", deep), "r.yaml");
  }

  @Test
  void aTagThatNamesAJavaClass() {
    String tag = "version: 1\noffload: !!javax.script.ScriptEngineManager [a]\n";
    isRefused(child().file("r.yaml", tag), "r.yaml").stderrHas("r.yaml:2:");
  }

  private static Run isRefused(ChildJvm child, String file) {
    Run run =
        child
            .agentWith(file)
            .jvmArgument("-Xmx64m")
            .timeout(Duration.ofSeconds(20))
            .run()
            .succeeds()
            .stdoutIs("directly")
            .stderrHas("the program runs unwoven");
    return run.check(run.stderr().length() < 20_000, "so much on stderr helps nobody");
  }

  private static ChildJvm child() {
    return child(Jdks.newest());
  }

  private static ChildJvm child(Jdk jdk) {
    return ChildJvm.on(jdk).main(Where.class);
  }
}
