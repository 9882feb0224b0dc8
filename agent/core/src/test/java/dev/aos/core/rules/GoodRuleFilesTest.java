package dev.aos.core.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aos.runtime.CallPolicy;
import dev.aos.runtime.EntrySettings.Trait;
import dev.aos.runtime.ReceiverPolicy;
import dev.aos.runtime.Resume;
import dev.aos.runtime.WhenFull;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a valid rule file comes to. */
class GoodRuleFilesTest {

  @TempDir Path folder;

  @Test
  void theShortestFileTakesWhatIsBuiltIn() {
    Path file = Fixtures.path("good/shortest.yaml");
    RuleSet rules = Fixtures.rules(file);

    assertEquals(file.toString(), rules.file());
    assertEquals(1, rules.eventLoops().size());
    EventLoopClasses loop = rules.eventLoops().get(0);
    assertEquals(new LoopChoice.Auto(), loop.loop());
    assertTrue(loop.contains("com.acme.web.Server"));
    assertFalse(loop.contains("com.acme.Server"));

    OffloadRule rule = rules.offload().get(0);
    assertEquals(0, rule.number());
    assertEquals(new Position(file.toString(), 3, 11), rule.position());
    assertEquals("java.nio.file.**", rule.text());
    assertEquals("[java.nio.file.**]", rule.calls().toString());
    assertEquals(List.of(), rule.except());
    assertEquals("default", rule.executor());
    assertEquals(Mode.OFFLOAD, rule.mode());
    assertEquals(Optional.empty(), rule.whenFull());
    assertFalse(rule.obtains());
    assertFalse(rule.force());

    ExecutorSettings builtIn =
        platform("default", 64, 10_000, Duration.ofSeconds(30), WhenFull.WAIT);
    assertEquals(List.of(builtIn), List.copyOf(rules.executors().values()));
    assertEquals(List.of(), rules.keep());
    assertEquals(Optional.empty(), rules.report().file());
    assertEquals("netty", rules.loops().get(0).name());
    assertFalse(rules.harmless().isEmpty());
  }

  @Test
  void everySupportedKeyIsTaken() {
    RuleSet rules = Fixtures.rules(Fixtures.path("good/every-supported-key.yaml"));

    assertEquals(4, rules.eventLoops().size());
    EventLoopClasses web = rules.eventLoops().get(1);
    assertEquals(new LoopChoice.Named("netty", List.of()), web.loop());
    assertTrue(web.contains("com.acme.web.Server"));
    assertFalse(web.contains("com.acme.web.admin.Server"));
    assertFalse(web.contains("com.acme.web.Debug"));
    assertEquals(new LoopChoice.None(), rules.eventLoops().get(2).loop());

    OffloadRule first = rules.offload().get(0);
    assertEquals("slow", first.executor());
    assertEquals(Mode.COUNT, first.mode());
    assertEquals(Optional.of(WhenFull.REJECT), first.whenFull());

    OffloadRule third = rules.offload().get(2);
    assertEquals("java.io.File.list(..)", third.text());
    assertEquals("[java.io.File.list()]", third.except().toString());
    assertEquals("default", third.executor());
    assertEquals(Mode.OFFLOAD, third.mode());
    assertEquals(Optional.of(WhenFull.RUN_HERE), third.whenFull());
    assertTrue(third.obtains());
    assertTrue(third.force());

    OffloadRule fourth = rules.offload().get(3);
    assertEquals(2, fourth.calls().size());
    assertEquals(
        "java.io.Console.readLine, java.io.Console.readPassword(java.lang.String, ..)",
        fourth.text());
    assertEquals(Mode.REPORT, fourth.mode());
    assertEquals(Mode.OFF, rules.offload().get(4).mode());

    assertEquals(Order.AUTO, first.order());
    assertEquals(Optional.empty(), first.orderedAt());
    assertEquals(Order.NONE, rules.offload().get(4).order());
    assertEquals(Order.RECEIVER, rules.offload().get(5).order());
    assertEquals(37, rules.offload().get(5).orderedAt().orElseThrow().line());
    assertEquals(Order.RULE, rules.offload().get(6).order());
    List<TypePattern> threadSafe = rules.receivers().threadSafe();
    assertTrue(threadSafe.get(threadSafe.size() - 1).matches("com.acme.clients.Mail"));
    assertTrue(threadSafe.stream().anyMatch(type -> type.matches("javax.sql.CommonDataSource")));

    assertEquals("[java.nio.file.Files.exists]", calls(rules.keep()));
    assertEquals(List.of("default", "slow", "light"), List.copyOf(rules.executors().keySet()));
    assertEquals(
        platform("default", 8, 10_000, Duration.ofSeconds(30), WhenFull.WAIT),
        rules.executors().get("default"));
    assertEquals(
        new ExecutorSettings(
            "slow",
            2,
            1,
            Duration.ofMillis(500),
            1,
            3,
            Optional.of("disk/"),
            false,
            WhenFull.RUN_HERE),
        rules.executors().get("slow"));
    assertTrue(rules.executors().get("light").virtual());
    assertEquals(5000, rules.executors().get("light").threads());

    CallPolicy waiting = rules.offload().get(4).policy();
    assertEquals(Duration.ofSeconds(5).toNanos(), waiting.timeoutNanos());
    assertEquals(CallPolicy.Cancel.WAIT, waiting.cancel());
    CallPolicy interrupting = rules.offload().get(5).policy();
    assertEquals(Duration.ofMillis(250).toNanos(), interrupting.timeoutNanos());
    assertEquals(CallPolicy.Cancel.INTERRUPT, interrupting.cancel());
    assertEquals(CallPolicy.BUILT_IN.timeoutNanos(), first.policy().timeoutNanos());
    assertEquals(Optional.of("target/aos.txt"), rules.report().file());
  }

  @Test
  void whatRulesSayOfReceiversIsTaken() throws IOException {
    RuleSet rules =
        Fixtures.rules(
            Fixtures.write(
                folder,
                """
                version: 1
                event-loops: ["com.acme.**"]
                offload:
                  - call: "java.io.Reader+.read"
                    only-on: ["java.io.BufferedReader+", "com.acme.*", 'com.acme.Io$*']
                    only-if: com.acme.Io.reads(this)
                    direct-on: com.acme.Memory
                    direct-if: this.ready()
                    returns: com.acme.Io.checked(this, it)
                  - {include: jdk/streams, direct-on: ["com.acme.memory.**"]}
                """));
    ReceiverPolicy policy = rules.offload().get(0).policy().receivers();
    assertEquals(
        List.of("java.io.BufferedReader+", "com.acme.*", "com.acme.Io$*"), policy.onlyOn());
    assertEquals("com.acme.Io.reads(this)", policy.onlyIf().orElseThrow().toString());
    assertEquals(List.of("com.acme.Memory"), policy.directOn());
    assertEquals("this.ready()", policy.directIf().orElseThrow().toString());
    assertEquals("com.acme.Io.checked(this, it)", policy.returns().orElseThrow().toString());

    // An include adds to what its rules say.
    ReceiverPolicy lines =
        rules.offload().stream()
            .filter(rule -> rule.text().equals("jdk/streams: java.io.BufferedReader+.readLine"))
            .findFirst()
            .orElseThrow()
            .policy()
            .receivers();
    assertTrue(lines.directOn().contains("java.io.StringReader"));
    assertTrue(lines.directOn().contains("com.acme.memory.**"));
    assertTrue(lines.directIf().isPresent());
  }

  private static String calls(List<KeepRule> keep) {
    return keep.stream().map(KeepRule::call).toList().toString();
  }

  @Test
  void everythingYamlAllowsSaysTheSame() {
    RuleSet rules = Fixtures.rules(Fixtures.path("good/yaml-forms.yaml"));
    assertEquals("[com.acme.web.**]", rules.eventLoops().get(0).classes().toString());
    assertEquals("java.nio.file.**", rules.offload().get(0).text());
    assertEquals("java.io.File", rules.offload().get(1).text());
    assertEquals(Mode.COUNT, rules.offload().get(2).mode());
  }

  @Test
  void anIncludeBecomesTheRulesOfThePackAfterAllOthers() throws IOException {
    Path file =
        Fixtures.write(
            folder,
            """
            version: 1
            event-loops: [com.acme.**]
            defaults: {mode: count}
            offload:
              - {include: jdk/files, except: [java.io.File.exists], executor: disk, mode: offload}
              - java.sql.**
            executors: {disk: {threads: 4}}
            """);
    List<OffloadRule> rules = Fixtures.rules(file).offload();
    assertEquals("java.sql.**", rules.get(0).text());
    assertEquals(Mode.COUNT, rules.get(0).mode());
    assertTrue(rules.get(1).text().startsWith("jdk/files: java.nio.file.Files"));
    for (int i = 0; i < rules.size(); i++) {
      assertEquals(i, rules.get(i).number());
    }
    for (OffloadRule rule : rules.subList(1, rules.size())) {
      assertTrue(rule.text().startsWith("jdk/files: "), rule.text());
      assertEquals(new Position(file.toString(), 5, 5), rule.position());
      assertEquals("disk", rule.executor());
      assertEquals(Mode.OFFLOAD, rule.mode());
      assertTrue(rule.except().toString().contains("java.io.File.exists"));
    }
  }

  @Test
  void aPacksOwnSettingsGoBeforeTheDefaults() throws IOException {
    Path file =
        Fixtures.write(
            folder,
            """
            version: 1
            event-loops: [com.acme.**]
            defaults: {obtains: false}
            offload: [{include: jdk/files}]
            """);
    OffloadRule lock =
        Fixtures.rules(file).offload().stream()
            .filter(rule -> rule.text().endsWith("FileChannel.lock"))
            .findFirst()
            .orElseThrow();
    assertTrue(lock.obtains());
  }

  @Test
  void loopsAreThoseThatSomeEventLoopUses() throws IOException {
    assertEquals(List.of(), loops("{classes: A, loop: none}"));
    assertEquals(List.of("netty"), loops("{classes: A, loop: netty}"));
    assertEquals(List.of("netty"), loops("{classes: A, loop: netty}, {classes: B, loop: none}"));
    assertEquals(List.of("netty", "vertx"), loops("A, {classes: B, loop: netty}"));
    assertEquals(List.of("executor"), loops("{classes: A, loop: executor}"));
    assertEquals(List.of("netty", "vertx"), loops("{classes: A, loop: vertx}"));
  }

  private static final String MINE =
      "loops: {mine: {entries: [{method: B.on, lane: this, resume: this.loop}]}}\n";

  @Test
  void loopsOfTheFileGoBeforeBundledOnes() throws IOException {
    assertEquals(List.of("mine", "netty", "vertx"), loops("A", MINE));
    assertEquals(List.of("mine"), loops("{classes: A, loop: mine}", MINE));
    String inPlace = MINE.replace("mine:", "netty:");
    assertEquals(List.of("netty", "vertx"), loops("A", inPlace));
    RuleSet rules = ruleSet("A", inPlace);
    assertTrue(rules.isOwn(rules.loops().get(0)));
    assertFalse(ruleSet("A", "").isOwn(ruleSet("A", "").loops().get(0)));
  }

  @Test
  void whoNamesALoopMeansAlsoThoseItIsBuiltOn() throws IOException {
    String onVertx = MINE.replace("entries:", "built-on: vertx, entries:");
    assertEquals(List.of("mine", "netty", "vertx"), loops("{classes: A, loop: mine}", onVertx));
    String onItself = MINE.replace("entries:", "built-on: mine, entries:");
    assertEquals(List.of("mine"), loops("{classes: A, loop: mine}", onItself));
  }

  @Test
  void loopThatNothingUsesIsWarnedOf() throws IOException {
    String text =
        "version: 1\nevent-loops: [{classes: A, loop: none}]\noffload: [java.io.File]\n" + MINE;
    Path file = Fixtures.write(folder, text);
    assertEquals(
        "aos.yaml:4:9: warning: no event loop uses the loop `mine`; name it in `loop:`, or remove"
            + " it\n",
        Fixtures.messages(RuleFileReader.read(file.toString()), file));
  }

  @Test
  void everyKeyOfALoopIsTaken() {
    LoopDefinition loop = Fixtures.rules(Fixtures.path("good/loops.yaml")).loops().get(0);
    LoopEntry readable = loop.entries().get(0);
    assertEquals("com.acme.Handler+.onReadable(..)", readable.method().toString());
    assertEquals("arg0", readable.lane().toString());
    assertEquals(new Resume.AtResumePoint(), readable.resume());
    assertEquals(Set.of(), readable.traits());
    assertEquals(Set.of(Trait.CLOSES), loop.entries().get(1).traits());
    assertEquals(1, loop.resumePoints().size());
    assertEquals(
        "java.nio.channels.Selector+.select(..)", loop.resumePoints().get(0).call().toString());
    assertEquals(Optional.empty(), loop.resumePoints().get(0).wakeup());

    LoopEntry fire = loop.entries().get(2);
    Resume.ByQueue queue = (Resume.ByQueue) fire.resume();
    assertEquals("this.loop.tasks", queue.queue().toString());
    assertEquals("this.loop.wakeup()", queue.wakeup().toString());
    assertEquals("this", fire.result().orElseThrow().toString());
    assertEquals(Set.of(Trait.INNER), fire.traits());

    LoopEntry timer = loop.entries().get(3);
    assertEquals(
        "java.awt.EventQueue.invokeLater(it)", ((Resume.ByCall) timer.resume()).call().toString());
    assertEquals("this.task", timer.onlyFor().orElseThrow().toString());
    assertEquals("this.task", timer.handler().orElseThrow().toString());
    assertEquals("this.loop.isCurrent()", timer.inside().orElseThrow().toString());
    assertEquals("this.skip()", timer.waiting().orElseThrow().toString());
    assertEquals("this.failed(it)", timer.error().orElseThrow().toString());
    assertEquals(Set.of(Trait.OUTERMOST), timer.traits());
    assertEquals(Set.of(Trait.ONLY_WAITS), loop.entries().get(4).traits());

    LoopShutdown confirm = loop.shutdown().get(0);
    assertEquals("com.acme.Loop.confirmShutdown", confirm.method().toString());
    assertEquals("this.isShuttingDown()", confirm.when().orElseThrow().toString());
    assertEquals("this.graceNanos", confirm.grace().orElseThrow().toString());
    assertEquals(Optional.empty(), loop.shutdown().get(1).when());
    assertEquals("lane.loop().isCurrent()", loop.inside().orElseThrow().toString());
    assertEquals("[com.acme.TestLoop]", loop.unattended().toString());
    assertEquals("lane.read()", loop.resumeReading().orElseThrow().toString());
  }

  private List<String> loops(String items) throws IOException {
    return loops(items, "");
  }

  private List<String> loops(String items, String definitions) throws IOException {
    return ruleSet(items, definitions).loops().stream().map(LoopDefinition::name).toList();
  }

  private RuleSet ruleSet(String items, String definitions) throws IOException {
    String text = "version: 1\nevent-loops: [" + items + "]\noffload: [java.io.File]\n";
    return Fixtures.rules(Fixtures.write(folder, text + definitions));
  }

  @Test
  void theDesignsExampleIsValidWithoutWhatIsNotSupportedYet() {
    Path file = Fixtures.path("good/design-supported.yaml");
    assertEquals("", Fixtures.messages(RuleFileReader.read(file.toString()), file));
    RuleSet rules = Fixtures.rules(file);
    assertEquals("java.sql.Statement+.execute*(..)", rules.offload().get(3).text());
    assertEquals("jdbc", rules.offload().get(3).executor());
    assertTrue(rules.offload().get(4).obtains());
    List<ThreadStateRule> state = rules.threadState();
    assertEquals(
        List.of("com.acme.Tenant.CURRENT", "com.acme.Ctx.get()"),
        state.stream().skip(state.size() - 2).map(rule -> rule.carrier().text()).toList());
  }

  @Test
  void rulesSayWhenResultsAreAwaitedAndWhatMayComeBefore() throws IOException {
    Path file =
        Fixtures.write(
            folder,
            """
            version: 1
            event-loops: [com.acme.**]
            offload:
              - {call: com.acme.Store.read, await: use, effect: read}
              - com.acme.Store
            pure: [com.acme.Names.normalize]
            """);
    RuleSet rules = Fixtures.rules(file);
    CallPolicy reading = rules.offload().get(0).policy();
    assertEquals(CallPolicy.Await.USE, reading.await());
    assertEquals(CallPolicy.Effect.READ, reading.effect());
    assertEquals(CallPolicy.BUILT_IN, rules.offload().get(1).policy());
    assertEquals("com.acme.Names.normalize", rules.pure().get(0).value().toString());
    assertTrue(rules.pure().size() > 50, "the bundled ones come behind");
  }

  @Test
  void whereNoHandlerCanBeSuspendedReadsAreAwaitedAtTheirUseAndEntriesOnlyMark()
      throws IOException {
    Path file =
        Fixtures.write(
            folder,
            """
            version: 1
            event-loops: [{classes: [com.acme.**], loop: netty}]
            offload:
              - {call: com.acme.Store.read, effect: read}
              - {call: com.acme.Store.look, effect: read, await: call}
              - com.acme.Store
            """);
    RuleSet rules = Fixtures.rules(file).withoutSuspension();
    assertEquals(
        List.of(CallPolicy.Await.USE, CallPolicy.Await.CALL, CallPolicy.Await.AUTO),
        rules.offload().stream().map(rule -> rule.policy().await()).toList());
    assertFalse(rules.loops().get(0).entries().isEmpty());
    assertEquals(List.of(), rules.loops().get(0).shutdown());
    assertEquals(List.of(), rules.loops().get(0).resumePoints());
  }

  @Test
  void withoutReadsNoEntryIsNeededThere() throws IOException {
    Path file =
        Fixtures.write(
            folder,
            """
            version: 1
            event-loops: [{classes: [com.acme.**], loop: netty}]
            offload: [com.acme.Store]
            """);
    assertEquals(List.of(), Fixtures.rules(file).withoutSuspension().loops());
  }

  private static ExecutorSettings platform(
      String name, int threads, int queue, Duration keepAlive, WhenFull whenFull) {
    return new ExecutorSettings(
        name, threads, queue, keepAlive, 0, 5, Optional.empty(), false, whenFull);
  }

  /** But for these, and for an executor that it doesn't define, there is nothing wrong with it. */
  @Test
  void theDesignsExampleAsItStandsSaysWhatIsNotSupportedYet() {
    Path file = Fixtures.path("design-example.yaml");
    String expected =
        String.join(
            "\n",
            ":23:36: error: there is no executor `disk`; define it in `executors:`, or use"
                + " `default`, `jdbc`",
            "");
    String messages = Fixtures.messages(RuleFileReader.read(file.toString()), file);
    assertEquals(expected, messages.replace("design-example.yaml", ""));
  }

  @Test
  void whatHasNoEffectYetIsWarnedOf() throws IOException {
    String text = "version: 1\nevent-loops: [com.acme.**]\noffload: [java.io.File]\nreload: 5s\n";
    Path file = Fixtures.write(folder, text);
    assertEquals(
        "aos.yaml:4:1: warning: `reload` is not supported yet and has no effect; it may stay\n",
        Fixtures.messages(RuleFileReader.read(file.toString()), file));
  }

  @Test
  void whatNeverAppliesIsWarnedOf() throws IOException {
    Path file =
        Fixtures.write(
            folder,
            """
            version: 1
            event-loops: [com.acme.**]
            offload:
              - java.io.File
              - {call: "java.io.File.*", mode: count}
              - {call: java.net.URL, except: [java.net.URL.openStream]}
              - java.net.URL
              - java.io.Console.readLine
              - include: jdk/files
              - include: jdk/files
            keep: [java.io.Console.readLine, java.io.File.exists, java.io.File.exists]
            """);
    String expected =
        """
        aos.yaml:5:12: warning: `java.io.File.*` never applies: it stands already on line 4, column 5; remove one
        aos.yaml:8:5: warning: `java.io.Console.readLine` never applies: it also stands in `keep` on line 11, column 8; remove one
        aos.yaml:10:5: warning: the pack `jdk/files` is included above already; remove one
        aos.yaml:11:55: warning: `java.io.File.exists` already stands in `keep` on line 11, column 34; remove one
        """;
    assertEquals(expected, Fixtures.messages(RuleFileReader.read(file.toString()), file));
    assertEquals(4, Fixtures.rules(file).offload().get(4).number());
  }
}
