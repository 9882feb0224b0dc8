package dev.aos.it.difference;

import dev.aos.it.difference.library.Entry;
import dev.aos.it.difference.library.Frames;
import dev.aos.it.difference.library.Log;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One run of a program, on an event loop. Traces are compared down to here. */
final class Handler implements Runnable {

  private final Entry program;
  private final Input input;
  private final Object monitor;
  private final CountDownLatch ended = new CountDownLatch(1);
  private Optional<LinkageError> wrongCode = Optional.empty();
  private Log log;
  private String result;

  /**
   * @param monitor an object whose monitor the program may hold
   */
  Handler(Entry program, Input input, Object monitor) {
    this.program = program;
    this.input = input;
    this.monitor = monitor;
  }

  /**
   * What a run starts from.
   *
   * @param failuresInThousand how many of the library's calls fail
   */
  record Input(int first, long second, String third, int failuresInThousand) {}

  @Override
  public void run() {
    log = Log.begin(input.second(), input.failuresInThousand());
    log.places().addMonitor(monitor);
    try {
      result = "returned " + program.run(input.first(), input.second(), input.third());
    } catch (IncompatibleClassChangeError | VerifyError | BootstrapMethodError wrong) {
      wrongCode = Optional.of(wrong);
    } catch (Throwable thrown) {
      result = "threw " + Frames.describe(thrown, Frames::atTheEnd);
    } finally {
      ended.countDown();
    }
  }

  /**
   * Waits for the end of the run.
   *
   * @throws LinkageError if the program's code is wrong
   */
  Outcome await(int patienceSeconds) throws InterruptedException {
    if (!ended.await(patienceSeconds, TimeUnit.SECONDS)) {
      throw new NeverEnded();
    }
    if (wrongCode.isPresent()) {
      throw wrongCode.get();
    }
    return new Outcome(result, log.lines());
  }

  Log log() {
    return log;
  }

  /** A run hangs, and so does its loop. */
  static final class NeverEnded extends RuntimeException {

    private static final long serialVersionUID = 1;

    NeverEnded() {
      super("a run never ended");
    }
  }
}
