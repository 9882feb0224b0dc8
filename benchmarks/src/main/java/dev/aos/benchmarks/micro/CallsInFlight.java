package dev.aos.benchmarks.micro;

import dev.aos.benchmarks.backend.Backend;
import dev.aos.benchmarks.backend.Pools;
import dev.aos.benchmarks.woven.QuickHandler;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The whole way of a call off the loop and back, of 64 channels at once, so that the wake-ups of
 * threads are shared: suspended by the agent, and asynchronous by hand.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(jvmArgs = "-Xmx256m")
public class CallsInFlight {
  private static final int CHANNELS = 64;

  private final EventLoop loop = EventLoopExecutor.newLoop();
  private final List<Channel> blocking = new ArrayList<>();
  private final List<Channel> asynchronous = new ArrayList<>();
  private CountDownLatch open;

  /** Makes the channels. */
  @Setup
  public void open() {
    IntConsumer result = ignored -> open.countDown();
    fill(blocking, new QuickHandler(result));
    fill(asynchronous, new ByHand(Pools.quick(), loop, result));
  }

  private void fill(List<Channel> channels, ChannelHandler handler) {
    for (int number = 0; number < CHANNELS; number++) {
      channels.add(Channels.registered(loop, handler));
    }
  }

  /** Ends the loop. */
  @TearDown
  public void close() {
    loop.parent().shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  /** The handler makes the call where it stands. */
  @Benchmark
  @OperationsPerInvocation(CHANNELS)
  public void blocking() throws InterruptedException {
    fire(blocking);
  }

  /** The handler gives the call to a pool and goes on in the loop's queue. */
  @Benchmark
  @OperationsPerInvocation(CHANNELS)
  public void byHand() throws InterruptedException {
    fire(asynchronous);
  }

  private void fire(List<Channel> channels) throws InterruptedException {
    CountDownLatch all = new CountDownLatch(CHANNELS);
    open = all;
    loop.execute(
        () -> {
          for (int number = 0; number < CHANNELS; number++) {
            channels.get(number).pipeline().fireChannelRead(number);
          }
        });
    all.await();
  }

  @Sharable
  private static final class ByHand extends ChannelInboundHandlerAdapter {
    private final Executor pool;
    private final Executor loop;
    private final IntConsumer result;

    ByHand(Executor pool, Executor loop, IntConsumer result) {
      this.pool = pool;
      this.loop = loop;
      this.result = result;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      int value = (Integer) message;
      CompletableFuture.supplyAsync(() -> Backend.quick(value), pool)
          .thenAcceptAsync(result::accept, loop);
    }
  }
}
