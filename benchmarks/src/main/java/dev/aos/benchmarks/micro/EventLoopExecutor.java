package dev.aos.benchmarks.micro;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.local.LocalIoHandler;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Makes JMH run its benchmarks on an event-loop thread that runs, as a task of the loop, so that
 * the guards of entries see what they see in a server.
 */
public final class EventLoopExecutor extends AbstractExecutorService {
  private static volatile EventLoop running;

  private final EventLoop loop;

  /** Called by JMH: see {@code -Djmh.executor.class}. */
  public EventLoopExecutor(int threads, String prefix) {
    if (threads != 1) {
      throw new IllegalArgumentException("one thread runs a loop, not " + threads);
    }
    loop = newLoop();
    running = loop;
  }

  /** A loop of its own. */
  static EventLoop newLoop() {
    return new MultiThreadIoEventLoopGroup(1, LocalIoHandler.newFactory()).next();
  }

  /** The loop on whose thread the benchmark runs. */
  static EventLoop running() {
    EventLoop loop = running;
    if (loop == null || !loop.inEventLoop()) {
      throw new IllegalStateException("this benchmark must run on an event loop: -Djmh.executor");
    }
    return loop;
  }

  @Override
  public void execute(Runnable task) {
    loop.execute(task);
  }

  @Override
  public void shutdown() {
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  @Override
  public List<Runnable> shutdownNow() {
    shutdown();
    return List.of();
  }

  @Override
  public boolean isShutdown() {
    return loop.isShuttingDown();
  }

  @Override
  public boolean isTerminated() {
    return loop.isTerminated();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return loop.awaitTermination(timeout, unit);
  }
}
