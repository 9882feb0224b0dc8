package dev.aos.it;

import static dev.aos.it.harness.LateJvm.kind;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aos.it.fixture.late.LateReactor;
import dev.aos.it.fixture.late.LateServer;
import dev.aos.it.fixture.support.Client;
import dev.aos.it.harness.ChildJvm;
import dev.aos.it.harness.Directories;
import dev.aos.it.harness.EveryJdk;
import dev.aos.it.harness.JarBuilder;
import dev.aos.it.harness.Jdk;
import dev.aos.it.harness.Jdks;
import dev.aos.it.harness.LateJvm;
import dev.aos.it.harness.Requests;
import dev.aos.it.harness.Run;
import dev.aos.it.harness.SuspendingJdk;
import dev.aos.it.observer.Again;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The rules of a running program change, for the classes that are loaded too. */
class ReloadIT {

  private static final String EVENT_LOOPS =
      """
      version: 1
      event-loops:
        - classes: ["dev.aos.it.fixture.late.**"]
      """;

  private static final String BACKEND = "dev.aos.it.fixture.backend.Backend.";

  private static final String THREAD_ONLY = rules("{call: %sthread}");

  private static final int CONNECTIONS = 8;
  private static final int REQUESTS = 300;

  /** Rules with these lines; {@code %s} stands for the backend. */
  private static String rules(String... lines) {
    StringBuilder text = new StringBuilder(EVENT_LOOPS).append("offload:\n");
    for (String line : lines) {
      text.append("  - ").append(line.formatted(BACKEND)).append('\n');
    }
    return text.toString();
  }

  private static LateJvm server(Jdk jdk, String rules) {
    return LateJvm.start(jdk, ChildJvm.on(jdk).agent(rules).main(LateServer.class));
  }

  private static Run reload(LateJvm server, String rules) {
    server.write(ChildJvm.RULES, rules);
    return server.command("reload");
  }

  @SuspendingJdk
  void rulesComeAndGoWhileAServerIsUnderLoad(Jdk jdk) {
    try (LateJvm server = server(jdk, THREAD_ONLY);
        Client line = server.connect();
        Requests requests = new Requests(server, CONNECTIONS)) {
      assertEquals("on aos-default-", kind(line.ask("where")));
      assertEquals("on the loop", line.ask("other"));
      requests.awaitMore(REQUESTS);
      reload(server, rules("{call: %scall, executor: second}", "{call: %sload}") + SECOND)
          .exitsWith(0)
          .stdoutHas("reloaded rules.yaml (2 rules, 0 exceptions): ");
      assertEquals("on the loop", line.ask("where"));
      assertEquals("on aos-second-", kind(line.ask("other")));
      requests.awaitMore(REQUESTS);
      reload(server, rules("{call: %sthread}", "{call: %sload, mode: count}")).exitsWith(0);
      assertEquals("on aos-default-", kind(line.ask("where")));
      assertEquals("on the loop", line.ask("other"));
      requests.awaitMore(REQUESTS);
      server
          .command("report")
          .stdoutHas("mode: count)")
          .stdoutHas("Earlier rules\n  by earlier rules: ");
    }
  }

  private static final String SECOND = "executors: {second: {threads: 2}}\n";

  @Test
  void aFileThatIsWrongChangesNothing() {
    Jdk jdk = Jdks.newest();
    try (LateJvm server = server(jdk, THREAD_ONLY);
        Client line = server.connect()) {
      String before = line.ask("where");
      reload(server, THREAD_ONLY.replace("offload", "ofload"))
          .exitsWith(1)
          .stderrHas("rules.yaml:4:1: error: unknown key")
          .stderrHas("the rules of before stay in force");
      assertEquals(kind(before), kind(line.ask("where")));
      server.command("report").stdoutHas("2 calls: 2 ");
      server.end().stderrHas("was not reloaded");
    }
  }

  @EveryJdk
  void underRulesThatMeanNothingNoCallIsDispatched(Jdk jdk) {
    String everything = EVENT_LOOPS + "offload: [dev.aos.it.fixture.backend.**]\n";
    try (LateJvm server = server(jdk, everything);
        Client line = server.connect()) {
      line.ask("where");
      line.ask("other");
      reload(server, EVENT_LOOPS + "offload: [com.acme.Nothing]\n").exitsWith(0);
      assertEquals("on the loop", line.ask("where"));
      assertEquals("on the loop", line.ask("other"));
      assertEquals("value of a", line.ask("a"));
      server.command("report").stdoutHas("by earlier rules: 2 calls").stdoutHas("no calls");
      server.end().stderrHas("[aos] 0 call sites in 0 classes woven");
    }
  }

  @SuspendingJdk
  void aSuspendedHandlerEndsAndItsLaneWaits(Jdk jdk) {
    try (LateJvm server = server(jdk, rules("{call: %scall}", "{call: %sthread}"));
        Client waiting = server.connect();
        Client other = server.connect()) {
      waiting.send("wait");
      server.tell("reached");
      waiting.send("where");
      reload(server, THREAD_ONLY).exitsWith(0);
      assertEquals("on aos-default-", kind(other.ask("where")));
      server.command("suspended").stdoutHas("awaits dev.aos.it.fixture.backend.Backend.call");
      server.tell("open");
      assertEquals("passed", waiting.read());
      assertEquals("on aos-default-", kind(waiting.read()));
      server.end();
    }
  }

  @SuspendingJdk
  void aLoopThatIsShutDownStillWaitsForItsHandlerAndEnds(Jdk jdk) {
    try (LateJvm server = server(jdk, rules("{call: %scall}", "{call: %sthread}"));
        Client waiting = server.connect();
        Client other = server.connect()) {
      waiting.send("wait");
      server.tell("reached");
      assertEquals("on aos-default-", kind(other.ask("where")));
      server.tell("shut down");
      reload(server, rules("{call: %scall}")).exitsWith(0).stdoutHas("reloaded rules.yaml");
      assertEquals("on the loop", other.ask("where"));
      reload(server, OF_THE_LOOP).exitsWith(0).stdoutHas("reloaded rules.yaml");
      server.command("suspended").stdoutHas("awaits dev.aos.it.fixture.backend.Backend.call");
      server.command("report").stdoutHas("io.netty.util.concurrent.SingleThreadEventExecutor");
      server.tell("open");
      assertEquals("passed", waiting.read());
      server.end().stderrHas("is shut down and waits for its suspended handlers");
    }
  }

  /** They change the methods that end the loop, and classes that had no guards get some. */
  private static final String OF_THE_LOOP =
      THREAD_ONLY.replace(
              "offload:",
              """
                - classes: [io.netty.util.concurrent.*, io.netty.channel.nio.*]
                - {classes: [com.acme.**], loop: executor}
              offload:
              """)
          + """
            - {call: java.lang.Thread.sleep, mode: count}
            - {call: java.nio.channels.Selector.keys, mode: count}
          """;

  @Test
  void aProgramThatIsEndingKeepsItsRules() {
    Jdk jdk = Jdks.newest();
    try (LateJvm server = server(jdk, THREAD_ONLY)) {
      server.tell("exit");
      server.jvm().awaitErrorLine("call sites in");
      reload(server, rules("{call: %scall}"))
          .exitsWith(2)
          .stdoutIs("")
          .stderrIs("[aos] the program is ending: nothing was changed");
      server.tell("open");
      server.jvm().awaitEnd().exitsWith(0).stderrHasNo("reloaded");
    }
  }

  @SuspendingJdk
  void theWorkersOfAnExecutorThatIsGoneEnd(Jdk jdk) {
    String second = rules("{call: %sthread, executor: second}") + SECOND;
    try (LateJvm server = server(jdk, second);
        Client line = server.connect()) {
      assertEquals("on aos-second-", kind(line.ask("where")));
      assertEquals("[aos-second-1]", server.tell("threads"));
      reload(server, THREAD_ONLY).exitsWith(0);
      assertEquals("on aos-default-", kind(line.ask("where")));
      assertEquals("[aos-default-1]", server.tell("threads-1"));
      server.end();
    }
  }

  @SuspendingJdk
  void classesThatAreLoadedMeanwhileFollowTheNewRules(Jdk jdk) {
    try (LateJvm server = server(jdk, THREAD_ONLY);
        Client line = server.connect()) {
      server.tell("copy");
      server.tell("copies");
      reload(server, rules("{call: %scall}")).exitsWith(0);
      server.tell("copied");
      assertEquals("[on aos-default-]", line.ask("copies"));
      reload(server, THREAD_ONLY).exitsWith(0);
      assertEquals("[on the loop]", line.ask("copies"));
      server.end();
    }
  }

  @SuspendingJdk
  void twoAtOnceComeOneAfterTheOther(Jdk jdk) {
    try (LateJvm server = server(jdk, THREAD_ONLY);
        Client line = server.connect()) {
      line.ask("where");
      server.write(ChildJvm.RULES, rules("{call: %scall}"));
      CompletableFuture<Run> other = CompletableFuture.supplyAsync(() -> server.command("reload"));
      server.command("reload").exitsWith(0);
      other.join().exitsWith(0);
      assertEquals("on the loop", line.ask("where"));
      assertEquals("on aos-default-", kind(line.ask("other")));
      server.end();
    }
  }

  @SuspendingJdk
  void whatSuspendedHandlersRelyOnCanNotChange(Jdk jdk) {
    String state =
        THREAD_ONLY + "thread-state:\n  - thread-local: dev.aos.it.fixture.late.State.CURRENT\n";
    try (LateJvm server = server(jdk, state)) {
      reload(server, THREAD_ONLY)
          .exitsWith(1)
          .stderrHas("dev.aos.it.fixture.late.State.CURRENT")
          .stderrHas("restart to apply")
          .stderrHas("the rules of before stay in force");
      reload(server, state.replace("thread}", "call}")).exitsWith(0);
      server.end();
    }
  }

  @SuspendingJdk
  void aLoopsOwnMethodsStayGuarded(Jdk jdk) {
    String selector = THREAD_ONLY.replace("**\"]", "**\"]\n    loop: selector");
    ChildJvm child = ChildJvm.on(jdk).agent(selector).main(LateReactor.class);
    try (LateJvm reactor = LateJvm.start(jdk, child);
        Client line = reactor.connect()) {
      assertEquals("on aos-default-", kind(line.ask("a")));
      reload(reactor, THREAD_ONLY)
          .exitsWith(1)
          .stderrHas("LateReactor.answer")
          .stderrHas("which can't end while the program runs; restart to apply");
      assertEquals("on aos-default-", kind(line.ask("a")));
      reload(reactor, selector.replace("thread}", "call}")).exitsWith(0);
      assertEquals("on the loop", line.ask("a"));
      reactor.end();
    }
  }

  @EveryJdk
  void aClassThatAnotherAgentTransformsKeepsItsSitesAndTheirCounters(Jdk jdk) throws IOException {
    Path again = JarBuilder.agent(Directories.create("again").resolve("again.jar"), Again.class);
    ChildJvm child =
        ChildJvm.on(jdk).agent(THREAD_ONLY).agentFrom(again, "").main(LateServer.class);
    try (LateJvm server = LateJvm.start(jdk, child);
        Client line = server.connect()) {
      String before = line.ask("where");
      server.tell("retransform");
      assertEquals(kind(before), kind(line.ask("where")));
      server.command("report").stdoutHas("2 calls: 2 ");
      server.end();
    }
  }

  @Test
  void withoutTheAgentThereIsNothingToReload() {
    Jdk jdk = Jdks.newest();
    try (LateJvm server = LateJvm.start(jdk, ChildJvm.on(jdk).main(LateServer.class))) {
      Run run = server.command("reload").exitsWith(2).stderrHas("AOS does not run in JVM");
      assertTrue(run.stdout().isEmpty(), run.stdout());
      server.end();
    }
  }
}
