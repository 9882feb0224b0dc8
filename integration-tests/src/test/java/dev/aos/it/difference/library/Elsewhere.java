package dev.aos.it.difference.library;

/** Makes a call on another thread, whatever its caller holds; no weaver may do that. */
public final class Elsewhere {

  private Elsewhere() {
    // no instances
  }

  /** {@link Library#effect} on another thread. */
  public static void effect(long value) throws Throwable {
    Throwable[] thrown = new Throwable[1];
    Thread other =
        new Thread(
            () -> {
              try {
                Library.effect(value);
              } catch (Throwable failed) {
                thrown[0] = failed;
              }
            });
    other.setDaemon(true);
    other.start();
    other.join();
    if (thrown[0] != null) {
      throw thrown[0];
    }
  }
}
