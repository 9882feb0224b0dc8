package dev.aos.runtime;

/** Passes a throwable on as it is: the exceptions that come through here are the application's. */
final class Sneaky {

  private Sneaky() {
    // no instances
  }

  /**
   * Throws the throwable, checked or not.
   *
   * @return never; so that the caller can write {@code throw}
   */
  @SuppressWarnings("unchecked")
  static <T extends Throwable> RuntimeException rethrow(Throwable thrown) throws T {
    throw (T) thrown;
  }
}
