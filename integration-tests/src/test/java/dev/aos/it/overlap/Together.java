package dev.aos.it.overlap;

import dev.aos.it.fixture.support.Loop;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A handler with three reads, none of which ends before all have begun. Argument: how many have to
 * meet; one more than the reads is another event of the loop.
 */
public final class Together {

  private static final int READS = 3;
  private static final long PATIENCE_SECONDS = 30;

  private static CountDownLatch toCome;

  private Together() {
    // no instances
  }

  /** What is read. */
  public static final class Meeting {

    private Meeting() {
      // no instances
    }

    public static String read(String name) throws InterruptedException {
      toCome.countDown();
      return toCome.await(PATIENCE_SECONDS, TimeUnit.SECONDS) ? name : name + " was alone";
    }
  }

  /** What reads. */
  static final class Handler implements Runnable {

    private final CountDownLatch ended = new CountDownLatch(1);
    private String result;

    @Override
    public void run() {
      try {
        String first = Meeting.read("a");
        String second = Meeting.read("b");
        String third = Meeting.read("c");
        result = first + second + third;
      } catch (InterruptedException unexpected) {
        result = unexpected.toString();
      } finally {
        ended.countDown();
      }
    }
  }

  public static void main(String[] arguments) throws Exception {
    int parties = Integer.parseInt(arguments[0]);
    toCome = new CountDownLatch(parties);
    Loop loop = Loop.start();
    Handler handler = new Handler();
    loop.execute(handler);
    for (int others = READS; others < parties; others++) {
      loop.execute(() -> toCome.countDown());
    }
    handler.ended.await();
    System.out.println(handler.result);
  }
}
