package dev.aos.benchmarks.micro;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import java.lang.StackWalker.Option;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The question "does this thread hold anything", put some frames up, in a handler on a loop, inside
 * its continuation. The handler asks it many times, so that the way there does not count.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(jvmArgs = "-Xmx256m")
public class HeldGuard {
  private static final int TIMES = 1000;

  /** How many frames there are at least; hidden ones and the agent's own count. */
  @Param({"30", "50"})
  public int frames;

  private final EventLoop loop = EventLoopExecutor.newLoop();
  private Asker asker;
  private ChannelPipeline pipeline;

  /** Makes a channel with as many handlers as it takes. */
  @Setup
  public void open() throws InterruptedException {
    asker = new Asker(frames);
    pipeline = Channels.registered(loop, asker).pipeline();
    for (fire(); asker.frames < frames; fire()) {
      pipeline.addFirst(new Forwarder());
    }
  }

  /** Ends the loop. */
  @TearDown
  public void close() {
    loop.parent().shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  /** The guard. */
  @Benchmark
  @OperationsPerInvocation(TIMES)
  public void ask() throws InterruptedException {
    fire();
    if (asker.nothingHeld != TIMES) {
      throw new IllegalStateException(
          "nothing is held here, as the guard says " + asker.nothingHeld + " times");
    }
  }

  private void fire() throws InterruptedException {
    CountDownLatch fired = new CountDownLatch(1);
    loop.execute(new Firing(pipeline, fired));
    fired.await();
  }

  /** No lambda, which is two frames more. */
  private record Firing(ChannelPipeline pipeline, CountDownLatch fired) implements Runnable {
    @Override
    public void run() {
      pipeline.fireChannelRead(fired);
      fired.countDown();
    }
  }

  /** Two frames. Netty passes over handlers that don't override the method. */
  private static final class Forwarder extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      context.fireChannelRead(message);
    }
  }

  private static final class Asker extends ChannelInboundHandlerAdapter {
    private final StackWalker walker = StackWalker.getInstance(Option.SHOW_HIDDEN_FRAMES);
    private final int wanted;
    private volatile int frames;
    private volatile int nothingHeld;

    Asker(int wanted) {
      this.wanted = wanted;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (frames < wanted) {
        frames = walker.<Long>walk(all -> all.count()).intValue();
      } else {
        nothingHeld = timesNothingHeld();
      }
    }

    private static int timesNothingHeld() {
      int times = 0;
      for (int number = 0; number < TIMES; number++) {
        times += AgentRuntime.nothingHeld() ? 1 : 0;
      }
      return times;
    }
  }
}
