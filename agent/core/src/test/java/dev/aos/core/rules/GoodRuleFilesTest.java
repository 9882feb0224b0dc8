package dev.aos.core.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aos.runtime.CallPolicy;
import dev.aos.runtime.ReceiverPolicy;
import dev.aos.runtime.WhenFull;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
}
