package dev.aos.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class HeldMonitorsTest {

  private final Object monitor = new Object();

  private static boolean held() {
    return HeldMonitors.held().reason() == DirectReason.MONITOR_HELD;
  }

  @Test
  void theCheckWorksInThisJvm() {
    assertEquals("", HeldMonitors.probe());
  }

  @Test
  void nothingIsHeldInAPlainMethod() {
    assertFalse(held());
  }

  @Test
  void aSynchronizedBlockIsSeen() {
    synchronized (monitor) {
      assertTrue(held());
    }
  }

  @Test
  void aMonitorThatWasGivenBackIsNotSeen() {
    synchronized (monitor) {
      assertTrue(held());
    }
    assertFalse(held());
  }

  @Test
  void aSynchronizedMethodFurtherDownIsSeen() {
    assertTrue(holding(() -> deep(20)));
  }

  private synchronized boolean holding(BooleanSupplier question) {
    return question.getAsBoolean();
  }

  private static boolean deep(int depth) {
    return depth == 0 ? held() : deep(depth - 1);
  }

  @Test
  void aMonitorInTheHiddenClassOfALambdaIsSeen() {
    Supplier<Boolean> lambda =
        () -> {
          synchronized (monitor) {
            return held();
          }
        };
    assertTrue(lambda.get());
  }

  @Test
  void aMonitorOfTheJdkIsSeen() {
    ConcurrentHashMap<String, Boolean> map = new ConcurrentHashMap<>();
    assertTrue(map.computeIfAbsent("key", key -> held()));
  }

  @Test
  void aMonitorOfAnotherThreadIsNotOurs() throws InterruptedException {
    boolean[] seen = {true};
    synchronized (monitor) {
      Thread other = new Thread(() -> seen[0] = held());
      other.start();
      other.join();
    }
    assertFalse(seen[0]);
  }

  @Test
  void theAnswerIsRightWhenTheJitHasCompiledEverything() {
    int held = 0;
    for (int i = 0; i < 10_000; i++) {
      if (i % 2 == 0) {
        held += holding(HeldMonitorsTest::held) ? 1 : 0;
      } else {
        held += held() ? 1 : 0;
      }
    }
    assertEquals(5_000, held);
  }
}
