package dev.aos.it.difference.library;

/** An interface whose calls are dispatched. */
public interface Face {

  /** An abstract method. */
  int face(int value);

  /** A default method. */
  default long ordinary(long value, double weight) {
    return Log.call("ordinary", this, value, weight);
  }

  /** A static method. */
  static double common(float value, long weight) {
    return Log.call("common", value, weight) % 1000 / 8.0;
  }
}
