package dev.aos.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aos.it.fixture.none.Blocked;
import dev.aos.it.fixture.none.Full;
import dev.aos.it.fixture.none.Nested;
import dev.aos.it.fixture.none.TraceWithoutLoop;
import dev.aos.it.harness.ChildJvm;
import dev.aos.it.harness.EveryJdk;
import dev.aos.it.harness.Jdk;
import dev.aos.it.harness.Run;

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

  private static Run run(Jdk jdk, Class<?> fixture, String moreRules) {
    return ChildJvm.on(jdk).agent(RULES + moreRules).main(fixture).run().succeeds();
  }
}
