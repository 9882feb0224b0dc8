package dev.aos.runtime;

import java.util.concurrent.atomic.AtomicInteger;

/** How many handlers are suspended in this JVM: what a shutdown has to wait for. */
final class Suspensions {

  private static final AtomicInteger COUNT = new AtomicInteger();

  private Suspensions() {
    // no instances
  }

  static void began() {
    COUNT.incrementAndGet();
  }

  static void ended() {
    COUNT.decrementAndGet();
  }

  static int count() {
    return COUNT.get();
  }
}
