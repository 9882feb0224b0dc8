package dev.aos.benchmarks.linking;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalIoHandler;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * Makes the first call at each of a thousand woven call sites, in one handler on one loop of
 * Netty's, and prints how many nanoseconds each took: the link, the way to a worker and back.
 */
public final class LinkingRun {
  /** How many call sites there are. */
  static final int SITES = 1000;

  private static final int WARM_UPS = 20;
  private static final int PATIENCE_SECONDS = 60;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private LinkingRun() {}

  /** One line for each call site, {@code NANOS CPU-NANOS SHAPE}; the loop's own CPU time. */
  public static void main(String[] arguments) throws Exception {
    THREADS.getCurrentThreadCpuTime();
    ManyCalls calls = ManyCalls.ofAllShapes(SITES);
    FirstCalls handler = new FirstCalls(ManyCalls.ofOneShape().load(), calls.load());
    EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, LocalIoHandler.newFactory());
    Channel channel = new LocalChannel();
    channel.pipeline().addLast(handler);
    group.register(channel).sync();
    channel.eventLoop().execute(() -> channel.pipeline().fireChannelRead("go"));
    if (!handler.done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the calls did not come to an end");
    }
    for (int site = 0; site < SITES; site++) {
      System.out.println(
          handler.nanos[site] + " " + handler.cpuNanos[site] + " " + calls.shape(site));
    }
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
  }

  private static final class FirstCalls extends ChannelInboundHandlerAdapter {
    private final IntConsumer anotherSite;
    private final IntConsumer sites;
    private final long[] nanos = new long[SITES];
    private final long[] cpuNanos = new long[SITES];
    private final CountDownLatch done = new CountDownLatch(1);

    FirstCalls(IntConsumer anotherSite, IntConsumer sites) {
      this.anotherSite = anotherSite;
      this.sites = sites;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      // The agent reads the classes on the stack when it sees them first.
      for (int i = 0; i < WARM_UPS; i++) {
        anotherSite.accept(0);
      }
      for (int site = 0; site < SITES; site++) {
        long cpu = THREADS.getCurrentThreadCpuTime();
        long start = System.nanoTime();
        sites.accept(site);
        nanos[site] = System.nanoTime() - start;
        cpuNanos[site] = THREADS.getCurrentThreadCpuTime() - cpu;
      }
      done.countDown();
    }
  }
}
