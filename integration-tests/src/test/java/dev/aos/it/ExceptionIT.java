package dev.aos.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aos.it.fixture.suspend.Exceptions;
import dev.aos.it.fixture.suspend.Trace;
import dev.aos.it.fixture.suspend.Uncaught;
import dev.aos.it.harness.ChildJvm;
import dev.aos.it.harness.EveryJdk;
import dev.aos.it.harness.InContainers;
import dev.aos.it.harness.Jdk;
import dev.aos.it.harness.Run;

/** What calls and handlers throw. */
@InContainers
class ExceptionIT {

  @EveryJdk
  void theSameObjectArrives(Jdk jdk) {
    run(jdk, Exceptions.class).stdoutIs("ok");
  }

  @EveryJdk
  void whatAHandlerThrowsIsCaughtWhereNettySendsIt(Jdk jdk) {
    run(jdk, Uncaught.class).stdoutIs("ok");
  }

  @EveryJdk
  void theTraceReadsAsWithoutTheAgent(Jdk jdk) {
    String expected = ChildJvm.on(jdk).main(Trace.class).run().succeeds().stdout();
    assertEquals(expected, run(jdk, Trace.class).stdout());
  }

  private static Run run(Jdk jdk, Class<?> fixture) {
    Run run = ChildJvm.on(jdk).agent(SuspendIT.RULES).main(fixture).run().succeeds();
    run.report().has("woven", jdk.suspends() ? "suspended the handler" : "can't suspend handlers");
    return run;
  }
}
