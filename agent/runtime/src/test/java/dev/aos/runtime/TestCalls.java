package dev.aos.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/** Makes calls that no site has woven. */
final class TestCalls {

  private TestCalls() {
    // no instances
  }

  /** A call of the body whose completion is counted. */
  static OffloadedCall of(WorkerPool pool, Callable<?> body, CountDownLatch completed)
      throws Exception {
    return of(pool, body, CallPolicy.BUILT_IN, Declared.NEITHER, ignored -> completed.countDown());
  }

  /** The same with a limit of time. */
  static CallPolicy within(long millis, CallPolicy.Cancel cancel) {
    return CallPolicy.BUILT_IN.within(millis * 1_000_000, cancel);
  }

  /** A call of the body. */
  static OffloadedCall of(
      WorkerPool pool,
      Callable<?> body,
      CallPolicy policy,
      Declared declares,
      OffloadedCall.Waiter waiter)
      throws Exception {
    MethodHandle target =
        MethodHandles.lookup().bind(body, "call", MethodType.methodType(Object.class));
    SiteSettings settings =
        TestSite.at("C", "m", 1, "body", pool.name())
            .dispatching(SiteSettings.Dispatching.BLOCK)
            .policy(policy)
            .declares(declares)
            .settings();
    return new OffloadedCall(
        new Site(settings).linked(), new SpreadCall(target), new Object[0], pool, waiter);
  }
}
