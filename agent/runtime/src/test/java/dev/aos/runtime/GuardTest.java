package dev.aos.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The guard as long as no class file has been read. */
class GuardTest {

  private static final class Initializing {
    private static final Holding SEEN = Guard.held(false);
  }

  /** Stands for a class of the application that locks something somewhere. */
  private static final class Locking {
    private final ReentrantLock lock = new ReentrantLock();

    Holding holding() {
      lock.lock();
      try {
        return Guard.held(false);
      } finally {
        lock.unlock();
      }
    }
  }

  @Test
  void nothingIsHeldInAPlainMethod() {
    assertSame(Holding.NOTHING, Guard.held(false));
  }

  @Test
  void aMonitorIsSeenWithItsPlace() {
    Holding seen = synchronizedMethod();
    assertEquals(DirectReason.MONITOR_HELD, seen.reason());
    assertTrue(
        seen.place().startsWith("dev.aos.runtime.GuardTest.synchronizedMethod:"), seen.place());
  }

  private synchronized Holding synchronizedMethod() {
    return Guard.held(false);
  }

  @Test
  void aClassInitialiserIsSeenWithItsPlace() {
    assertEquals(DirectReason.CLASS_INITIALIZER, Initializing.SEEN.reason());
    assertTrue(
        Initializing.SEEN.place().startsWith(Initializing.class.getName() + ".<clinit>:"),
        Initializing.SEEN.place());
  }

  @Test
  void aClassThatNamesALockIsNotTrustedBeforeItsCodeIsRead() {
    Holding seen = new Locking().holding();
    assertEquals(DirectReason.LOCKS_UNKNOWN, seen.reason());
    assertTrue(seen.place().startsWith(Locking.class.getName() + ".holding:"), seen.place());
  }

  @Test
  void lambdasReflectionAndProxiesHoldNothing() throws Exception {
    Supplier<Holding> lambda = () -> Guard.held(false);
    Supplier<?> proxy =
        (Supplier<?>)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Supplier.class},
                (self, method, arguments) -> method.invoke(lambda, arguments));
    assertSame(Holding.NOTHING, proxy.get());
  }

  /** What calls this test is native before JDK 18. */
  @Test
  void aNativeFrameCountsWhereTheHandlerIsToBeSuspended() throws Exception {
    assumeTrue(Runtime.version().feature() < 18);
    Method method = GuardTest.class.getDeclaredMethod("suspending");
    assertEquals(DirectReason.NATIVE_FRAME, ((Holding) method.invoke(null)).reason());
  }

  private static Holding suspending() {
    return Guard.held(true);
  }

  @Test
  void aThreadOfAPoolHoldsNothing() throws Exception {
    ExecutorService pool = Executors.newSingleThreadExecutor();
    try {
      assertSame(Holding.NOTHING, pool.submit(() -> Guard.held(false)).get());
    } finally {
      pool.shutdown();
    }
  }
}
