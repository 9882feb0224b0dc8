package dev.aos.benchmarks.micro;

import dev.aos.benchmarks.woven.QuickCall;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A woven call on a virtual thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(jvmArgs = {"-Xmx256m", "-Djmh.executor=VIRTUAL"})
public class VirtualThreadCall {
  private int value;

  /** One call. */
  @Benchmark
  public int call() {
    value = QuickCall.call(value);
    return value;
  }
}
