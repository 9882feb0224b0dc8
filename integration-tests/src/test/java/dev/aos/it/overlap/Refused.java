package dev.aos.it.overlap;

import dev.aos.it.fixture.support.Check;
import dev.aos.it.fixture.support.Gate;
import dev.aos.it.fixture.support.Loop;
import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.CompletableFuture;

/**
 * A handler with two reads under way that the JVM refuses to suspend, for a reason that nobody can
 * see beforehand. The only argument says whether a worker has begun the reads by then.
 */
public final class Refused {

  private static final Gate GATE = new Gate();

  /** Whether the reads are to be begun before anybody needs them. */
  private static boolean begun;

  private static volatile boolean needed;

  private Refused() {
    // no instances
  }

  /** What is read. */
  public static final class Shelf {

    private Shelf() {
      // no instances
    }

    /** Reads, and says whether a worker did. */
    public static String read(String name) {
      boolean byWorker = Thread.currentThread().getName().startsWith("aos-");
      if (byWorker) {
        GATE.pass();
      }
      return name + (byWorker ? " by a worker" : " here");
    }
  }

  /** What a rule calls pure. */
  public static final class Meanwhile {

    private Meanwhile() {
      // no instances
    }

    /** Holds the handler up between its reads and the place where it needs them. */
    public static String pass() {
      if (begun) {
        GATE.awaitReached(2);
      }
      needed = true;
      return ", ";
    }
  }

  /** What reads. */
  static final class Handler implements Runnable {

    private final boolean pinned;
    private final CompletableFuture<Thread> began = new CompletableFuture<>();
    private final CompletableFuture<String> ended = new CompletableFuture<>();

    Handler(boolean pinned) {
      this.pinned = pinned;
    }

    @Override
    public void run() {
      began.complete(Thread.currentThread());
      if (pinned) {
        ofContinuation("pin");
      }
      try {
        ended.complete(readBoth());
      } finally {
        if (pinned) {
          ofContinuation("unpin");
        }
      }
    }

    private static String readBoth() {
      String first = Shelf.read("a");
      String second = Shelf.read("b");
      String comma = Meanwhile.pass();
      return first + comma + second;
    }

    /** As the JDK does it itself while it must not be suspended. */
    private static void ofContinuation(String name) {
      try {
        Class.forName("jdk.internal.vm.Continuation").getMethod(name).invoke(null);
      } catch (ClassNotFoundException
          | NoSuchMethodException
          | IllegalAccessException
          | InvocationTargetException unavailable) {
        throw new IllegalStateException(unavailable);
      }
    }
  }

  public static void main(String[] arguments) {
    Loop loop = Loop.start();
    begun = arguments[0].equals("begun");
    if (begun) {
      Handler handler = start(loop, true);
      Thread thread = handler.began.join();
      Check.eventually(() -> needed && Check.isWaiting(thread), "the loop blocks");
      GATE.open();
      Check.equal("a by a worker, b by a worker", handler.ended.join());
    } else {
      // It has the only worker.
      Handler other = start(loop, false);
      GATE.awaitReached();
      Check.equal("a here, b here", start(loop, true).ended.join());
      GATE.open();
      Check.equal("a by a worker, b by a worker", other.ended.join());
    }
    Check.equal("a by a worker, b by a worker", start(loop, false).ended.join());
    Check.ok();
  }

  private static Handler start(Loop loop, boolean pinned) {
    Handler handler = new Handler(pinned);
    loop.execute(handler);
    return handler;
  }
}
