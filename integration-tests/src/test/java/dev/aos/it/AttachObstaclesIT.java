package dev.aos.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aos.it.fixture.late.LateExecutor;
import dev.aos.it.harness.ChildJvm;
import dev.aos.it.harness.Directories;
import dev.aos.it.harness.EveryJdk;
import dev.aos.it.harness.Jars;
import dev.aos.it.harness.Jdk;
import dev.aos.it.harness.Jdks;
import dev.aos.it.harness.LateJvm;
import dev.aos.it.harness.OtherUser;
import dev.aos.it.harness.RuntimeImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that can't be attached to, and Javas that can't attach: the error says so. */
class AttachObstaclesIT {

  private static final String RULES =
      """
      version: 1
      event-loops:
        - classes: ["dev.aos.it.fixture.late.**"]
          loop: executor
      offload:
        - dev.aos.it.fixture.backend.**
      """;

  private static final String NO_ATTACH = "this Java has no module jdk.attach; use a whole JDK";

  /** Of the one who runs the tests alone, as all folders of children are. */
  private final Path folder = Directories.create("rules");

  private final String rules = folder.resolve("rules.yaml").toAbsolutePath().toString();

  AttachObstaclesIT() throws IOException {
    Files.writeString(Path.of(rules), RULES);
  }

  private static ChildJvm program(Jdk jdk) {
    return ChildJvm.on(jdk).main(LateExecutor.class);
  }

  private static String afterAttaching(Jdk jdk) {
    return jdk.suspends() ? "on aos-default-1" : "on the loop";
  }

  @EveryJdk
  void theJvmOfAnotherUser(Jdk jdk) {
    ChildJvm asNobody = ChildJvm.on(jdk).startedBy(OtherUser.starter(jdk));
    try (LateJvm program = LateJvm.start(jdk, program(jdk))) {
      program
          .commandFrom(asNobody, "attach", rules)
          .exitsWith(2)
          .stdoutIs("")
          .stderrHasLines(1)
          .stderrHas("[aos] can't attach to JVM " + program.processId() + ": ")
          .stderrHas("; it belongs to the user root: run this command as root");
      assertEquals("on the loop", program.tell("where"));
      program.end().stderrIs("");
    }
  }

  @EveryJdk
  void rootIsAnsweredByTheJvmOfAnotherUser(Jdk jdk) throws IOException {
    ChildJvm asNobody = program(jdk).startedBy(OtherUser.starter(jdk));
    try (LateJvm program = LateJvm.start(jdk, asNobody)) {
      program
          .command("attach", rules)
          .exitsWith(1)
          .stderrHas("nothing was attached: ")
          .stderrHas("[aos] files are read by the JVM's user, " + OtherUser.NAME);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
      program.command("attach", rules).exitsWith(0).stdoutHas("attached: ").stderrIs("");
      assertEquals(afterAttaching(jdk), program.tell("where"));
      program.command("report").exitsWith(0).stdoutHas("Backend.thread");
      program.end().stderrHasNo("can't be written");
    }
  }

  @Test
  void aJvmThatLetsNobodyAttach() {
    Jdk jdk = Jdks.newest();
    ChildJvm closed = program(jdk).jvmArgument("-XX:+DisableAttachMechanism");
    try (LateJvm program = LateJvm.start(jdk, closed)) {
      program
          .command("attach", rules)
          .exitsWith(2)
          .stderrHasLines(1)
          .stderrHas("was started with -XX:+DisableAttachMechanism?")
          .stderrHasNo("it belongs to the user");
      program.end().stderrIs("");
    }
  }

  @Test
  void aProcessThatIsNoJvmIsLeftInPeace() throws IOException {
    Process other = new ProcessBuilder("sleep", "600").start();
    try {
      attach(Long.toString(other.pid()))
          .run()
          .exitsWith(2)
          .stderrHasLines(1)
          .stderrHas("[aos] can't attach to JVM " + other.pid() + ": that process is no JVM");
      assertTrue(other.isAlive(), "it goes on");
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void whatIsNoNumberIsNoProcess() {
    for (String processId : new String[] {"server", "0"}) {
      attach(processId)
          .run()
          .exitsWith(2)
          .stderrIs("[aos] can't attach to JVM " + processId + ": there is no such process");
    }
  }

  private ChildJvm attach(String processId) {
    return ChildJvm.on(Jdks.newest()).jar(Jars.agent()).arguments("attach", processId, rules);
  }

  @Test
  void aJavaWithoutTheModuleCanBeAttachedToButNotAttach(@TempDir Path place) {
    Jdk jdk = Jdks.newest();
    Jdk small = RuntimeImage.of(jdk, place, "java.base,java.instrument");
    try (LateJvm program = LateJvm.start(jdk, program(small))) {
      program
          .commandFrom(ChildJvm.on(small), "attach", rules)
          .exitsWith(2)
          .stderrIs("[aos] can't attach to JVM " + program.processId() + ": " + NO_ATTACH);
      assertEquals("on the loop", program.tell("where"));
      program.command("attach", rules).exitsWith(0).stdoutHas("attached: ");
      assertEquals(afterAttaching(jdk), program.tell("where"));
      program.end();
    }
  }

  @Test
  void aJavaThatTakesNoAgents(@TempDir Path place) {
    Jdk jdk = Jdks.newest();
    Jdk small = RuntimeImage.of(jdk, place, "java.base");
    try (LateJvm program = LateJvm.start(jdk, program(small))) {
      program
          .command("attach", rules)
          .exitsWith(2)
          .stderrHasLines(1)
          .stderrHas(": it does not take the agent: ")
          .stderrHas("without the module java.instrument?");
      program
          .commandFrom(ChildJvm.on(small), "attach", rules)
          .exitsWith(2)
          .stderrIs("[aos] can't attach to JVM " + program.processId() + ": " + NO_ATTACH);
      program.end();
    }
    ChildJvm.on(small)
        .jar(Jars.agent())
        .arguments("check", rules)
        .run()
        .exitsWith(0)
        .stdoutHas("good, 1 rule");
  }
}
