package dev.aos.it.harness;

import dev.aos.it.fixture.support.Client;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Load from outside, over connections that stay open: every request gets its own answer. */
public final class Requests implements AutoCloseable {

  private static final long GLANCE_NANOS = 1_000_000;
  private static final long PATIENCE_NANOS = 30_000_000_000L;

  private final ExecutorService threads;
  private final List<Future<?>> clients = new ArrayList<>();
  private final AtomicInteger answered = new AtomicInteger();
  private volatile boolean ended;

  /**
   * Begins.
   *
   * @param server answers every line {@code x} with {@code value of x}
   * @param connections how many there are
   */
  public Requests(LateJvm server, int connections) {
    threads = Executors.newFixedThreadPool(connections);
    for (int i = 0; i < connections; i++) {
      int client = i;
      clients.add(threads.submit(() -> ask(server, client)));
    }
  }

  private void ask(LateJvm server, int client) {
    try (Client line = server.connect()) {
      for (int i = 0; !ended; i++) {
        String request = client + "." + i;
        String answer = line.ask(request);
        if (!("value of " + request).equals(answer)) {
          throw new AssertionError("the answer to " + request + " was " + answer);
        }
        answered.incrementAndGet();
      }
    }
  }

  /** Waits until so many more requests have been answered. */
  public void awaitMore(int requests) {
    int enough = answered.get() + requests;
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (answered.get() < enough && clients.stream().noneMatch(Future::isDone)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("no more answers after " + answered.get());
      }
      LockSupport.parkNanos(GLANCE_NANOS);
    }
  }

  /** Ends, and checks that every request has been answered, rightly. */
  @Override
  public void close() {
    ended = true;
    try {
      for (Future<?> client : clients) {
        client.get();
      }
    } catch (ExecutionException failed) {
      throw new AssertionError(failed.getCause());
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    } finally {
      threads.shutdownNow();
    }
  }
}
