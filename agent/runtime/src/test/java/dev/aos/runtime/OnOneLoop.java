package dev.aos.runtime;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A test that has a loop of its own each time. */
abstract class OnOneLoop extends WithSuspension {

  TestLoop loop;

  @BeforeEach
  void startLoop() {
    loop = new TestLoop();
  }

  @AfterEach
  void stopLoop() {
    loop.close();
  }
}
