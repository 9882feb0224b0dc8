package dev.aos.runtime;

/** Starts the housekeeper once for all tests of this JVM. */
final class TestHousekeeper {

  private static boolean started;

  private TestHousekeeper() {
    // no instances
  }

  static synchronized void start() {
    if (!started) {
      Housekeeper.start();
      started = true;
    }
  }
}
