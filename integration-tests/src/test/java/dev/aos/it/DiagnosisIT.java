package dev.aos.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aos.it.fixture.diagnosis.Stuck;
import dev.aos.it.harness.ChildJvm;
import dev.aos.it.harness.EveryJdk;
import dev.aos.it.harness.Jars;
import dev.aos.it.harness.Jdk;
import dev.aos.it.harness.Run;
import dev.aos.it.harness.RunningJvm;
import dev.aos.it.harness.SuspendingJdk;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Looking into a JVM that runs with the agent, and switching it. */
class DiagnosisIT {

  private static final String RULES =
      """
      version: 1
      event-loops:
        - classes: ["dev.aos.it.fixture.diagnosis.**"]
      offload:
        - dev.aos.it.fixture.backend.**
      report: {stuck-after: 300ms}
      """;

  /** A JVM in which one handler is suspended, and the two numbers that it printed. */
  private record StuckJvm(RunningJvm jvm, String processId, int port) implements AutoCloseable {

    static StuckJvm start(Jdk jdk) {
      // Attaching makes a JVM warn of agents that are loaded dynamically.
      RunningJvm jvm =
          ChildJvm.on(jdk)
              .jvmArgument("-XX:+EnableDynamicAgentLoading")
              .agent(RULES)
              .main(Stuck.class)
              .start();
      String[] numbers = jvm.awaitLine("stuck: ").split(" ");
      return new StuckJvm(jvm, numbers[0], Integer.parseInt(numbers[1]));
    }

    /** What somebody tells it, and what it answers to that. */
    String tell(String line) throws IOException {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
          BufferedReader reader =
              new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
        socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        return reader.readLine();
      }
    }

    Run command(Jdk jdk, String name) {
      return ChildJvm.on(jdk).jar(Jars.agent()).arguments(name, processId).run();
    }

    Run end() throws IOException {
      tell("open");
      return jvm.awaitEnd().exitsWith(0).stdoutHas("ok");
    }

    @Override
    public void close() {
      jvm.close();
    }
  }

  @SuspendingJdk
  void suspendedHandlersAreListedWithStackLaneAgeAndCall(Jdk jdk) throws IOException {
    try (StuckJvm stuck = StuckJvm.start(jdk)) {
      Run listed = stuck.command(jdk, "suspended").exitsWith(0);
      listed
          .stdoutHas("1 handler is suspended")
          .stdoutHas(
              "  awaits dev.aos.it.fixture.backend.Backend.call at dev.aos.it.fixture.diagnosis.Stuck.stay:")
          .stdoutHas("at dev.aos.it.fixture.diagnosis.Stuck.stay(Stuck.java:")
          .stdoutHas("entered by io.netty.channel.nio.AbstractNioByteChannel$NioByteUnsafe.read")
          .stdoutHas(", lane [id: 0x");
      assertTrue(
          listed.stdout().lines().noneMatch(line -> line.contains("dev.aos.runtime")),
          listed.stdout());
      stuck.end();
    }
  }

  @SuspendingJdk
  void aHandlerThatStaysSuspendedIsReportedOnce(Jdk jdk) throws IOException {
    try (StuckJvm stuck = StuckJvm.start(jdk)) {
      String line = stuck.jvm().awaitErrorLine("has been suspended for more than");
      assertTrue(line.startsWith("[aos] a handler on "), line);
      assertTrue(
          line.contains(
              "waiting for dev.aos.it.fixture.backend.Backend.call at dev.aos.it.fixture.diagnosis.Stuck.stay:"),
          line);
      String all = stuck.end().stderr();
      assertEquals(
          1,
          all.lines().filter(each -> each.contains("[aos] a handler on ")).count(),
          () -> "reported more than once:\n" + all);
    }
  }

  @SuspendingJdk
  void theSwitchSendsNewCallsDirectAndLetsSuspendedHandlersFinish(Jdk jdk) throws IOException {
    try (StuckJvm stuck = StuckJvm.start(jdk)) {
      assertEquals("on a worker", stuck.tell("where"));
      stuck.command(jdk, "off").exitsWith(0).stdoutHas("switched off");
      assertEquals("on the loop", stuck.tell("where"));
      stuck.command(jdk, "off").exitsWith(0).stdoutHas("was already off");
      stuck.command(jdk, "on").exitsWith(0).stdoutHas("switched on");
      assertEquals("on a worker", stuck.tell("where"));
      stuck.command(jdk, "off").exitsWith(0);
      stuck.end().stderrHas("[aos] switched off");
    }
  }

  @SuspendingJdk
  void theWholeReportIsPrintedWhileTheProgramRuns(Jdk jdk) throws IOException {
    try (StuckJvm stuck = StuckJvm.start(jdk)) {
      stuck
          .command(jdk, "report")
          .exitsWith(0)
          .stdoutHas("AOS report, rules: rules.yaml")
          .stdoutHas("Stuck.stay:");
      stuck.end();
    }
  }

  @EveryJdk
  void aProcessThatIsNoJvmIsAnErrorThatSaysSoAndComesToNoHarm(Jdk jdk) throws IOException {
    Process other = new ProcessBuilder("sleep", "600").start();
    try {
      ChildJvm.on(jdk)
          .jar(Jars.agent())
          .arguments("suspended", other.pid())
          .run()
          .exitsWith(2)
          .stderrHas("[aos] can't attach to JVM " + other.pid() + ": that process is no JVM");
      assertTrue(other.isAlive());
    } finally {
      other.destroyForcibly();
    }
  }
}
