package dev.aos.benchmarks.run;

/**
 * One side of a JMH comparison.
 *
 * @param method the class and the method of the benchmark
 * @param withAgent whether the JVM has the agent
 * @param frames the benchmark's parameter of this name; 0 if it has none
 */
record MicroBenchmark(String method, boolean withAgent, int frames) {
  static MicroBenchmark without(String method) {
    return new MicroBenchmark(method, false, 0);
  }

  static MicroBenchmark with(String method) {
    return new MicroBenchmark(method, true, 0);
  }

  MicroBenchmark at(int newFrames) {
    return new MicroBenchmark(method, withAgent, newFrames);
  }

  /** A name for files. */
  @Override
  public String toString() {
    return method + (withAgent ? "-with" : "-without") + (frames > 0 ? "-" + frames : "");
  }
}
