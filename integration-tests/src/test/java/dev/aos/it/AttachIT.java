package dev.aos.it;

import static dev.aos.it.harness.LateJvm.kind;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aos.it.fixture.late.LateExecutor;
import dev.aos.it.fixture.late.LateHolder;
import dev.aos.it.fixture.late.LateReactor;
import dev.aos.it.fixture.late.LateServer;
import dev.aos.it.fixture.support.Client;
import dev.aos.it.harness.ChildJvm;
import dev.aos.it.harness.Directories;
import dev.aos.it.harness.EveryJdk;
import dev.aos.it.harness.Jars;
import dev.aos.it.harness.Jdk;
import dev.aos.it.harness.Jdks;
import dev.aos.it.harness.LateJvm;
import dev.aos.it.harness.Netty;
import dev.aos.it.harness.Requests;
import dev.aos.it.harness.Run;
import dev.aos.it.harness.SuspendingJdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The agent comes to a program that runs already. */
class AttachIT {

  private static final String RULES =
      """
      version: 1
      event-loops:
        - classes: ["dev.aos.it.fixture.late.**"]
      offload:
        - dev.aos.it.fixture.backend.**
      """;

  private static final int CONNECTIONS = 8;
  private static final int REQUESTS = 500;

  private static String rules;

  @BeforeAll
  static void writeRules() throws IOException {
    rules = file("rules.yaml", RULES);
  }

  private static String file(String name, String content) throws IOException {
    Path file = Directories.create("rules").resolve(name);
    return Files.writeString(file, content).toAbsolutePath().toString();
  }

  private static LateJvm server(Jdk jdk) {
    return LateJvm.start(jdk, ChildJvm.on(jdk).main(LateServer.class));
  }

  @EveryJdk
  void whileAServerIsUnderLoad(Jdk jdk) {
    try (LateJvm server = server(jdk);
        Client open = server.connect()) {
      assertEquals("on the loop", open.ask("where"));
      try (Requests requests = new Requests(server, CONNECTIONS)) {
        requests.awaitMore(REQUESTS);
        Run attached = server.command("attach", rules).exitsWith(0);
        attached.stdoutHas("attached: ").stdoutHas("call sites");
        requests.awaitMore(REQUESTS);
      }
      assertEquals(jdk.suspends() ? "on aos-default-" : "on the loop", kind(open.ask("where")));
      server
          .command("report")
          .stdoutHas("Backend.load")
          .stdoutHas(jdk.suspends() ? "suspended the handler" : "this JVM can't suspend handlers")
          .stdoutHas("Classes that were loaded already when rules came to concern them");
      server.end().stderrHas("[aos] attached: ");
    }
  }

  /** Its classes are older than method handles: they get another version with their guards. */
  @SuspendingJdk
  void netty41IsEnteredToo(Jdk jdk) {
    try (LateJvm server = LateJvm.start(jdk, Netty.NEWEST_4_1.on(jdk).main(LateServer.class));
        Client open = server.connect()) {
      assertEquals("on the loop", open.ask("where"));
      server.command("attach", rules).exitsWith(0);
      assertEquals("on aos-default-", kind(open.ask("where")));
      assertEquals("value of a", open.ask("a"));
      server.end();
    }
  }

  @SuspendingJdk
  void aHandlerThatIsUnderWayEndsAsItBegan(Jdk jdk) {
    try (LateJvm server = server(jdk);
        Client old = server.connect();
        Client other = server.connect()) {
      old.send("nested");
      server.tell("reached");
      other.send("where");
      server.command("attach", rules).exitsWith(0);
      server.tell("open");
      // The handler behind it was entered by a method that has its guard by now.
      assertEquals("[inner on the loop, outer]", old.read());
      assertTrue(other.read().startsWith("on aos-"), "the next event is an entry");
      server.end();
    }
  }

  static Stream<Arguments> waysOfHolding() {
    return Stream.of("lock", "monitor")
        .flatMap(way -> Jdks.all().stream().map(jdk -> Arguments.of(jdk, way)));
  }

  /** No event loop: a thread is blocked for a worker, which would wait for what it holds. */
  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("waysOfHolding")
  void whatTheOldCodeOfAClassHoldsIsSeen(Jdk jdk, String way) throws IOException {
    String blocking = file("blocking.yaml", RULES.replace("**\"]", "**\"]\n    loop: none"));
    ChildJvm child = ChildJvm.on(jdk).main(LateHolder.class).arguments(way);
    try (LateJvm holder = LateJvm.start(jdk, child)) {
      String report = Directories.create("report").resolve("report.txt").toString();
      holder.command("attach", blocking + ",report=" + report).exitsWith(0);
      holder.tell("go on");
      holder.jvm().awaitEnd().exitsWith(0).stdoutHas("ok");
      String written = Files.readString(Path.of(report));
      assertTrue(written.contains("1 call: 1 pinned the loop (1 a "), written);
    }
  }

  @SuspendingJdk
  void aLoopThatStaysInItsOldCodeIsReportedAndGoesOn(Jdk jdk) throws IOException {
    String selector = file("selector.yaml", RULES.replace("**\"]", "**\"]\n    loop: selector"));
    try (LateJvm reactor = LateJvm.start(jdk, ChildJvm.on(jdk).main(LateReactor.class));
        Client line = reactor.connect()) {
      assertEquals("on the loop", line.ask("a"));
      reactor
          .command("attach", selector)
          .exitsWith(0)
          .stdoutHas(
              "thread reactor is in dev.aos.it.fixture.late.LateReactor.run, which resumes handlers;"
                  + " they run directly until it is called anew");
      assertEquals("on the loop", line.ask("b"));
      reactor.end();
    }
  }

  @EveryJdk
  void aClassThatCanNotBeChangedKeepsNoOtherFromIt(Jdk jdk) {
    try (LateJvm server = server(jdk);
        Client line = server.connect()) {
      server.tell("unlinkable");
      server
          .command("attach", rules)
          .exitsWith(0)
          .stdoutHas("1 class could not")
          .stdoutHas("  dev.aos.it.fixture.late.Unlinkable$Broken: ");
      assertEquals(jdk.suspends() ? "on aos-default-" : "on the loop", kind(line.ask("where")));
      server
          .end()
          .stderrHas("Unlinkable$Broken: ")
          .stderrHas("loaded already when rules came to concern them: ");
    }
  }

  @Test
  void aSecondTimeHasNoEffect() {
    Jdk jdk = Jdks.newest();
    try (LateJvm server = server(jdk)) {
      server.command("attach", rules).exitsWith(0);
      server.command("attach", rules).exitsWith(2).stderrHas("AOS runs in this JVM already");
      server.end();
    }
  }

  @SuspendingJdk
  void otherRulesDoNotComeByAttachingASecondTime(Jdk jdk) throws IOException {
    String thread = file("thread.yaml", RULES.replace("backend.**", "backend.Backend.thread"));
    String call = file("call.yaml", RULES.replace("backend.**", "backend.Backend.call"));
    try (LateJvm server = server(jdk);
        Client line = server.connect()) {
      server.command("attach", thread).exitsWith(0);
      server
          .command("attach", call)
          .exitsWith(2)
          .stderrHas("AOS runs in this JVM already; `reload` reads its rules again");
      server.command("reload").exitsWith(0).stdoutHas("reloaded " + thread);
      assertEquals("on aos-default-", kind(line.ask("where")));
      assertEquals("on the loop", line.ask("other"));
      server.end();
    }
  }

  @Test
  void toAJvmThatWasStartedWithTheAgentItHasNone() {
    Jdk jdk = Jdks.newest();
    ChildJvm child = ChildJvm.on(jdk).agent(RULES).main(LateServer.class);
    try (LateJvm server = LateJvm.start(jdk, child)) {
      server.command("attach", rules).exitsWith(2).stderrHas("AOS runs in this JVM already");
      server.end();
    }
  }

  @Test
  void wrongRulesChangeNothingAndRightOnesMayFollow() throws IOException {
    Jdk jdk = Jdks.newest();
    String wrong = file("wrong.yaml", RULES.replace("offload", "ofload"));
    try (LateJvm server = server(jdk);
        Client line = server.connect()) {
      server
          .command("attach", wrong + ",on-error=exit")
          .exitsWith(1)
          .stderrHas("wrong.yaml:4:1: error: unknown key")
          .stderrHas("nothing was attached");
      server.command("attach", wrong + ",wrong").exitsWith(2).stderrHas("is no option");
      server.command("attach", "no-such.yaml").exitsWith(1).stderrHas("there is no file");
      assertEquals("on the loop", line.ask("where"));
      server.command("attach", rules).exitsWith(0);
      assertEquals(jdk.suspends() ? "on aos-default-" : "on the loop", kind(line.ask("where")));
      server.end();
    }
  }

  private static final List<String> WRONG =
      List.of(
          RULES.replace("offload:", "offload: ["),
          RULES.replace("version: 1", "version: 2"),
          RULES + "  - {include: jdk/no-such}\n",
          RULES + "  - {call: com.acme.Nothing, executor: nowhere}\n",
          "");

  @Test
  void whereRulesAreWrongNothingBegins() throws IOException {
    Jdk jdk = Jdks.newest();
    try (LateJvm server = server(jdk);
        Client line = server.connect()) {
      for (String text : WRONG) {
        server
            .command("attach", file("wrong.yaml", text))
            .exitsWith(1)
            .stdoutIs("")
            .stderrHas("wrong.yaml:")
            .stderrHas("nothing was attached: the rules are wrong");
      }
      assertEquals("on the loop", line.ask("where"));
      assertEquals("[]", server.tell("threads"));
      server.command("report").exitsWith(2).stderrHas("AOS is installed but inactive in this JVM");
      server.end().stderrHasNo("woven");
    }
  }

  @EveryJdk
  void toAnExecutorThatIsInATaskAndHasMore(Jdk jdk) throws IOException {
    String executor = file("executor.yaml", RULES.replace("**\"]", "**\"]\n    loop: executor"));
    try (LateJvm program = LateJvm.start(jdk, ChildJvm.on(jdk).main(LateExecutor.class))) {
      program.tell("stay");
      program.tell("reached");
      program.tell("queued");
      program.command("attach", executor).exitsWith(0);
      program.tell("later");
      program.tell("open");
      String where = jdk.suspends() ? "on aos-default-N" : "on the loop";
      // Whichever worker of the two that there are by then.
      String done = program.tell("done").replaceAll("default-[12]", "default-N");
      assertEquals("[passed, queued " + where + ", later " + where + "]", done);
      if (jdk.suspends()) {
        program.tell("other");
      }
      program.end();
    }
  }

  @EveryJdk
  void noTaskOfAnExecutorIsLostOrOvertaken(Jdk jdk) throws IOException {
    String executor = file("executor.yaml", RULES.replace("**\"]", "**\"]\n    loop: executor"));
    try (LateJvm program = LateJvm.start(jdk, ChildJvm.on(jdk).main(LateExecutor.class))) {
      program.tell("begin");
      program.tell("more");
      program.command("attach", executor).exitsWith(0);
      program.tell("more");
      program
          .command("report")
          .stdoutHas(jdk.suspends() ? "suspended the handler" : "this JVM can't suspend handlers");
      program.tell("end them");
      program.end();
    }
  }

  @Test
  void aProgramThatIsEndingIsLeftAlone() {
    Jdk jdk = Jdks.newest();
    try (LateJvm server = server(jdk);
        Client line = server.connect()) {
      server.tell("exit");
      server
          .command("attach", rules)
          .exitsWith(2)
          .stderrIs("[aos] the program is ending: nothing was attached");
      assertEquals("on the loop", line.ask("where"));
      server.tell("open");
      server.jvm().awaitEnd().exitsWith(0);
    }
  }

  @Test
  void whereTheEnvironmentSaysOffNothingIsAttached() {
    Jdk jdk = Jdks.newest();
    ChildJvm child = ChildJvm.on(jdk).env("AOS", "off").main(LateServer.class);
    try (LateJvm server = LateJvm.start(jdk, child);
        Client line = server.connect()) {
      server.command("attach", rules).exitsWith(2).stderrHas("AOS=off");
      assertEquals("on the loop", line.ask("where"));
      server.end();
    }
  }

  @Test
  void aJvmThatRefusesIsAnErrorThatSaysSo() {
    Jdk jdk = Jdks.newest();
    ChildJvm child =
        ChildJvm.on(jdk).jvmArgument("-XX:-EnableDynamicAgentLoading").main(LateServer.class);
    try (LateJvm server = LateJvm.startAsItIs(jdk, child)) {
      server
          .command("attach", rules)
          .exitsWith(2)
          .stderrHas("can't attach to JVM " + server.processId() + ": it does not take the agent: ")
          .stderrHas("-XX:-EnableDynamicAgentLoading");
      server.end();
    }
  }

  @Test
  void aProcessThatIsNotThereIsAnErrorThatSaysSo() {
    ChildJvm.on(Jdks.newest())
        .jar(Jars.agent())
        .arguments("attach", "99999999", rules)
        .run()
        .exitsWith(2)
        .stderrHas("[aos] can't attach to JVM 99999999: there is no such process");
  }

  @Test
  void whatItTakesIsSaid() {
    ChildJvm.on(Jdks.newest())
        .jar(Jars.agent())
        .arguments("attach", "--help")
        .run()
        .exitsWith(0)
        .stdoutHas("attach PID [ARGUMENT]");
    ChildJvm.on(Jdks.newest())
        .jar(Jars.agent())
        .arguments("attach")
        .run()
        .exitsWith(2)
        .stderrHas("attach takes a PID");
  }
}
