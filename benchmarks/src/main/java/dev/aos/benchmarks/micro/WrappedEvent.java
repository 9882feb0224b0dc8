package dev.aos.benchmarks.micro;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** An event of a channel whose handler makes no call: what every event pays for the agent. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    jvmArgs = {
      "-Xmx256m",
      "-Djmh.executor=CUSTOM",
      "-Djmh.executor.class=dev.aos.benchmarks.micro.EventLoopExecutor"
    })
public class WrappedEvent {
  private final Counter counter = new Counter();
  private ChannelPipeline pipeline;

  /** Makes the channel. */
  @Setup
  public void open() {
    pipeline = Channels.registered(EventLoopExecutor.running(), counter).pipeline();
  }

  /** One message through the pipeline. */
  @Benchmark
  public long read() {
    pipeline.fireChannelRead(counter);
    return counter.messages;
  }

  private static final class Counter extends ChannelInboundHandlerAdapter {
    private long messages;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      messages++;
    }
  }
}
