package dev.aos.benchmarks.micro;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What the JVM's continuations cost by themselves, reached as the agent's runtime reaches them. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(jvmArgs = "-Xmx256m")
public class SuspendResume {
  private static final int FRAMES = 10;

  private Object continuation;
  private long resumed;
  private long ran;

  /** Suspends the handler for the first time. */
  @Setup
  public void suspend() throws Throwable {
    continuation = AgentRuntime.createContinuation(() -> descend(FRAMES));
    AgentRuntime.runContinuation(continuation);
  }

  private void descend(int frames) {
    if (frames > 0) {
      descend(frames - 1);
      return;
    }
    try {
      while (AgentRuntime.yieldContinuation()) {
        resumed++;
      }
    } catch (Throwable refused) {
      throw new IllegalStateException(refused);
    }
  }

  /** A handler of ten frames is put back on its thread and suspended again. */
  @Benchmark
  public long once() throws Throwable {
    AgentRuntime.runContinuation(continuation);
    return resumed;
  }

  /** A handler in a continuation of its own that is never suspended. */
  @Benchmark
  public long never() throws Throwable {
    AgentRuntime.runContinuation(AgentRuntime.createContinuation(() -> ran++));
    return ran;
  }
}
