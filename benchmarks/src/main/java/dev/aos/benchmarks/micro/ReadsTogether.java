package dev.aos.benchmarks.micro;

import dev.aos.benchmarks.woven.ReadingHandler;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One handler that reads once, or three things that do not need each other. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(jvmArgs = "-Xmx256m")
public class ReadsTogether {
  private final EventLoop loop = EventLoopExecutor.newLoop();
  private Channel channel;
  private volatile CountDownLatch answered;

  /** Makes the channel. */
  @Setup
  public void open() {
    channel = Channels.registered(loop, new ReadingHandler(ignored -> answered.countDown()));
  }

  /** Ends the loop. */
  @TearDown
  public void close() {
    loop.parent().shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  /** One read. */
  @Benchmark
  public void one() throws InterruptedException {
    fire(1);
  }

  /** Three. */
  @Benchmark
  public void three() throws InterruptedException {
    fire(ReadingHandler.THREE);
  }

  private void fire(int reads) throws InterruptedException {
    CountDownLatch answer = new CountDownLatch(1);
    answered = answer;
    loop.execute(() -> channel.pipeline().fireChannelRead(reads));
    answer.await();
  }
}
