package dev.aos.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aos.it.fixture.backend.Optionals;
import dev.aos.it.fixture.none.Blocked;
import dev.aos.it.fixture.none.Full;
import dev.aos.it.fixture.none.Initializing;
import dev.aos.it.fixture.none.Nested;
import dev.aos.it.fixture.none.OptionalArgument;
import dev.aos.it.fixture.none.Starved;
import dev.aos.it.fixture.none.StaticBySubclass;
import dev.aos.it.fixture.none.StderrBlocks;
import dev.aos.it.fixture.none.TraceWithoutLoop;
import dev.aos.it.harness.ChildJvm;
import dev.aos.it.harness.Directories;
import dev.aos.it.harness.EveryJdk;
import dev.aos.it.harness.Jdk;
import dev.aos.it.harness.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * {@code loop: none}: the call is dispatched on whatever thread makes it, and the thread blocks.
 */
class LoopNoneIT {

  private static final String RULES =
      """
      version: 1
      event-loops:
        - classes: ["dev.aos.it.fixture.none.**"]
          loop: none
      offload:
        - dev.aos.it.fixture.backend.Backend
      """;

  private static final String NESTED =
      """
        - dev.aos.it.fixture.none.Nested$Inner.outer
      executors:
        default: {threads: 4, queue: 100}
      """;

  private static final String ONE_WORKER =
      """
      executors:
        default: {threads: 1, queue: 1}
      """;

  @EveryJdk
  void theCallRunsOnAWorkerAndTheCallerBlocks(Jdk jdk) {
    run(jdk, Blocked.class, "")
        .stdoutIs(
            """
            aos-default-1
            value of key
            the same exception
            value of interrupted, interrupted true
            passed, interrupted true\
            """);
  }

  @EveryJdk
  void withoutTheAgentTheCallRunsDirectly(Jdk jdk) {
    ChildJvm.on(jdk).main(Blocked.class).run().stdoutHas("direct\nvalue of key\n");
  }

  @EveryJdk
  void theTraceReadsAsWithoutTheAgent(Jdk jdk) {
    String expected = ChildJvm.on(jdk).main(TraceWithoutLoop.class).run().succeeds().stdout();
    Run run = run(jdk, TraceWithoutLoop.class, "");
    run.report().woven("Backend.fail", "1 call: 1 blocked for a worker");
    assertEquals(expected, run.stdout());
  }

  @EveryJdk
  void aCallOnAWorkerRunsDirectly(Jdk jdk) {
    run(jdk, Nested.class, NESTED)
        .stdoutIs("ok")
        .report()
        .woven("Backend.thread", "200 calls: 200 ran directly (200 on a worker already)");
  }

  @EveryJdk
  void whenTheQueueIsFullTheCallRunsDirectly(Jdk jdk) {
    run(jdk, Full.class, ONE_WORKER).stdoutIs("on the caller's thread\nok");
  }

  @EveryJdk
  void whenFullRunHere(Jdk jdk) {
    run(jdk, Full.class, ONE_WORKER.replace("}", ", when-full: run-here}"))
        .stdoutIs("on the caller's thread\nok");
  }

  @EveryJdk
  void whenFullReject(Jdk jdk) {
    run(jdk, Full.class, ONE_WORKER.replace("}", ", when-full: reject}"))
        .stdoutIs("rejected\nok")
        .report()
        .has("Backend.thread", "refused, the queue was full");
  }

  @EveryJdk
  void aCallInsideAClassInitialiserRunsDirectly(Jdk jdk) {
    run(jdk, Initializing.class, "")
        .stdoutIs("directly\non a worker")
        .report()
        .has("woven", "Backend.call", "1 call: 1 pinned", "(1 a class is being initialised)");
  }

  @EveryJdk
  void aCallThatTheOnlyWorkerWaitsForRunsDirectlyAtLast(Jdk jdk) {
    run(jdk, Starved.class, ONE_WORKER)
        .stdoutIs("ok")
        .report()
        .woven("Backend.call", "1 call: 1 blocked for a worker")
        .woven("Backend.load", "1 call: 1 ran directly (1 the executor made no progress)");
  }

  /** It ends late: the agent's last words have ten seconds in all. */
  @EveryJdk
  void aStderrThatBlocksStopsNeitherCallsNorTheEnd(Jdk jdk) {
    ChildJvm.on(jdk)
        .agent(RULES)
        .main(StderrBlocks.class)
        .timeout(Duration.ofSeconds(30))
        .run()
        .succeeds()
        .stdoutIs("ok");
  }

  @EveryJdk
  void aStaticCallInitialisesWhatADirectOneDoes(Jdk jdk) {
    String expected = ChildJvm.on(jdk).main(StaticBySubclass.class).run().succeeds().stdout();
    Run run =
        run(jdk, StaticBySubclass.class, "  - dev.aos.it.fixture.backend.Inherited.call\n")
            .stdoutIs("before\nInherited is initialised on main\ncalled\nafter");
    run.report().woven("Inherited", "1 call: 1 blocked for a worker");
    assertEquals(expected, run.stdout());
  }

  @EveryJdk
  void aCallWhoseTypesCanNotBeLoadedIsLeftAlone(Jdk jdk) throws IOException {
    Path folder = withoutSuperclass(Optionals.Extension.class);
    ChildJvm.on(jdk).classPath(folder).main(OptionalArgument.class).run().stdoutIs("called");
    ChildJvm.on(jdk)
        .classPath(folder)
        .agent(RULES + "  - dev.aos.it.fixture.backend.Optionals.call\n")
        .main(OptionalArgument.class)
        .run()
        .succeeds()
        .stdoutIs("called")
        .report()
        .has("left alone", "Optionals.call", "Extension has a supertype that can't be found");
  }

  /** A folder with a class of that name, whose superclass does not exist. */
  private static Path withoutSuperclass(Class<?> type) throws IOException {
    String name = Type.getInternalName(type);
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name, null, "dev/aos/it/NotThere", null);
    Path folder = Directories.create("without-superclass");
    Path file = folder.resolve(name + ".class");
    Files.createDirectories(file.getParent());
    Files.write(file, writer.toByteArray());
    return folder;
  }

  private static Run run(Jdk jdk, Class<?> fixture, String moreRules) {
    return ChildJvm.on(jdk).agent(RULES + moreRules).main(fixture).run().succeeds();
  }
}
