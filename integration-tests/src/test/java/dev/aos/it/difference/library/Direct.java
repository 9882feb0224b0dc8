package dev.aos.it.difference.library;

import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;

/** What programs call, and no rule names: it sees them from their own thread. */
public final class Direct {

  private Direct() {
    // no instances
  }

  /** Logs where the program is. */
  public static void here() {
    Frames frames = Frames.whileItRuns(new Throwable());
    // What is called back by a dispatched call is on a worker, and may be.
    boolean known = frames.wereCut() || Log.current().places().isOnHandler();
    Log.current().add("here" + (known ? "" : ", on another thread") + frames);
  }

  /** Logs a value. */
  public static void see(int value) {
    Log.current().add("int " + value);
  }

  /** Logs a value. */
  public static void see(long value) {
    Log.current().add("long " + value);
  }

  /** Logs a value. */
  public static void see(float value) {
    Log.current().add("float " + value);
  }

  /** Logs a value. */
  public static void see(double value) {
    Log.current().add("double " + value);
  }

  /** Logs a value. */
  public static void see(String value) {
    Log.current().add("text " + value);
  }

  /** Logs a value. */
  public static void see(Object value) {
    Log.current().add("object " + Arrays.deepToString(new Object[] {value}));
  }

  /** Logs an exception with its frames, but for those that no program keeps. */
  public static void caught(Throwable thrown) {
    boolean wrongCode =
        thrown instanceof IncompatibleClassChangeError
            || thrown instanceof VerifyError
            || thrown instanceof BootstrapMethodError;
    if (thrown instanceof OutOfFuel || wrongCode) {
      throw (Error) thrown;
    }
    String whose = Log.current().isLast(thrown) ? "caught the library's " : "caught ";
    Log.current().add(whose + Frames.describe(thrown, Frames::whileItRuns));
  }

  /** A node. */
  public static Node node() {
    return new Node(Log.current());
  }

  /** An object that programs synchronize on. */
  public static Object monitor() {
    return Log.current().places();
  }

  /** A lock that programs take. */
  public static ReentrantLock lock() {
    return Log.current().places().lock();
  }

  /** Calls back. */
  public static long apply(LongUnaryOperator operator, long value) {
    return operator.applyAsLong(value) + 1;
  }

  /** Calls back. */
  public static String supply(Supplier<String> supplier) {
    return supplier.get() + "!";
  }

  /** Calls back. */
  public static Node build(LongFunction<Node> maker, long value) {
    return maker.apply(value);
  }

  /** Calls back. */
  public static String tell(Function<Node, String> function, Node node) {
    return function.apply(node);
  }
}
