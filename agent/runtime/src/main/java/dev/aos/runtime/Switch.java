package dev.aos.runtime;

/** The switch: off, new calls run directly; suspended handlers finish either way. */
final class Switch {

  private static volatile boolean on = true;

  private Switch() {
    // no instances
  }

  static boolean isOn() {
    return on;
  }

  static void set(boolean value) {
    on = value;
  }
}
