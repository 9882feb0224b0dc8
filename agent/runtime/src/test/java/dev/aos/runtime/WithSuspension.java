package dev.aos.runtime;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeAll;

/** A test of handlers that are suspended, which not every JVM can. */
abstract class WithSuspension {

  @BeforeAll
  static void openRuntime() {
    String obstacle = Continuations.probe();
    assumeTrue(obstacle.isEmpty(), () -> "handlers can't be suspended: " + obstacle);
    TestHousekeeper.start();
    Capabilities.setSuspends(true);
  }
}
