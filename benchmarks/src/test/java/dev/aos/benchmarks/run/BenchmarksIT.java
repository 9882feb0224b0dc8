package dev.aos.benchmarks.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aos.demo.load.Endpoint;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** That the benchmarks still run; the figures mean nothing here. */
class BenchmarksIT {
  private final BenchmarkOptions options =
      new BenchmarkOptions(
          Path.of(System.getProperty("aos.agent")),
          Path.of("aos.yaml"),
          Path.of(System.getProperty("aos.work")),
          Effort.SMOKE,
          Pattern.compile(""),
          Optional.empty());

  @BeforeAll
  static void letOtherRunsBe() {
    System.setProperty("jmh.ignoreLock", "true");
  }

  @Test
  void aJmhForkWithTheAgentGivesAFigure() throws Exception {
    assertTrue(new JmhFork(options).nanos(MicroBenchmark.with("OffLoopCall.call")) > 0);
  }

  @Test
  void readsThatOverlapGiveAFigure() throws Exception {
    assertTrue(new JmhFork(options).nanos(MicroBenchmark.with("ReadsTogether.three")) > 0);
  }

  @Test
  void theGuardIsFoundInTheRuntime() throws Exception {
    assertTrue(new JmhFork(options).nanos(MicroBenchmark.with("HeldGuard.ask").at(30)) > 0);
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_21)
  void theContinuationsAreFoundInTheRuntime() throws Exception {
    assertTrue(new JmhFork(options).nanos(MicroBenchmark.with("SuspendResume.once")) > 0);
  }

  @Test
  void aThousandCallSitesAreLinked() throws Exception {
    assertEquals(4, new LinkingRuns(options, said -> {}).rows().size());
  }

  @Test
  void bothServersAnswerRightUnderLoad() throws Exception {
    ServerRuns servers = new ServerRuns(options, said -> {});
    assertEquals(3, servers.compare(new Load("file", Endpoint.FILE, 4, 0)).size());
  }
}
