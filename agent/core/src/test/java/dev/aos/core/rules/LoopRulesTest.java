package dev.aos.core.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aos.runtime.CallPolicy;
import dev.aos.runtime.EntrySettings.Trait;
import dev.aos.runtime.Resume;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the loops of a valid rule file come to. */
class LoopRulesTest {

  @TempDir Path folder;

  @Test
  void loopsAreThoseThatSomeEventLoopUses() throws IOException {
    assertEquals(List.of(), loops("{classes: A, loop: none}"));
    assertEquals(List.of("netty"), loops("{classes: A, loop: netty}"));
    assertEquals(List.of("netty"), loops("{classes: A, loop: netty}, {classes: B, loop: none}"));
    assertEquals(List.of("netty", "vertx"), loops("A, {classes: B, loop: netty}"));
    assertEquals(List.of("executor"), loops("{classes: A, loop: executor}"));
    assertEquals(List.of("netty", "vertx"), loops("{classes: A, loop: vertx}"));
  }

  /** A loop that a file defines. */
  static final String MINE =
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
}
