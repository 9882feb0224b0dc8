package dev.aos.it.overlap;

import dev.aos.it.fixture.support.Check;
import dev.aos.it.fixture.support.Gate;
import dev.aos.it.fixture.support.Loop;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** A handler with three reads, of which its loop may have two under way. */
public final class Limited {

  private static final int PLACES = 2;
  private static final Gate GATE = new Gate();
  private static final AtomicInteger RUNNING = new AtomicInteger();
  private static final AtomicInteger MOST = new AtomicInteger();

  private Limited() {
    // no instances
  }

  /** What is read. */
  public static final class Shelf {

    private Shelf() {
      // no instances
    }

    public static String read(String name) {
      MOST.accumulateAndGet(RUNNING.incrementAndGet(), Math::max);
      GATE.pass();
      RUNNING.decrementAndGet();
      return name;
    }
  }

  /** What reads. */
  static final class Handler implements Runnable {

    private final CompletableFuture<Thread> began = new CompletableFuture<>();
    private final CompletableFuture<String> ended = new CompletableFuture<>();

    @Override
    public void run() {
      began.complete(Thread.currentThread());
      ended.complete(readAll());
    }

    private static String readAll() {
      String first = Shelf.read("a");
      String second = Shelf.read("b");
      String third = Shelf.read("c");
      return first + second + third;
    }
  }

  public static void main(String[] arguments) {
    Loop loop = Loop.start();
    Handler handler = new Handler();
    loop.execute(handler);
    Thread thread = handler.began.join();
    GATE.awaitReached(PLACES);
    Check.eventually(() -> Check.isWaiting(thread), "all that can begin has been begun");
    GATE.open();
    Check.equal("abc", handler.ended.join());
    Check.equal(PLACES, MOST.get());
    Check.ok();
  }
}
