package dev.aos.it.difference.library;

import java.util.Set;
import java.util.function.Function;

/**
 * The frames of a throwable, as far as the contract promises them: down to where the program began,
 * and while it runs no further than the dispatched method that it runs in, for that has a worker's
 * stack.
 */
public final class Frames {

  /** The class that starts programs. */
  public static final String START = "dev.aos.it.difference.Handler";

  /** The packages of the same program, unwoven and woven. */
  public static final String PLAIN = "dev.aos.it.difference.plain";

  /** See {@link #PLAIN}. */
  public static final String WOVEN = "dev.aos.it.difference.woven";

  /** How the names of methods of a program begin that are dispatched. */
  public static final String DISPATCHED = "dispatched";

  private static final int CAUSES = 5;
  private static final Set<String> CALLING_BACK = Set.of("apply", "supply", "build", "tell");

  private final String text;
  private final boolean cut;

  private Frames(String text, boolean cut) {
    this.text = text;
    this.cut = cut;
  }

  /** The frames of a throwable while the program runs. */
  static Frames whileItRuns(Throwable thrown) {
    return of(thrown, true);
  }

  /** The frames of a throwable that has left the program. */
  public static Frames atTheEnd(Throwable thrown) {
    return of(thrown, false);
  }

  private static Frames of(Throwable thrown, boolean running) {
    StringBuilder text = new StringBuilder();
    for (StackTraceElement frame : thrown.getStackTrace()) {
      if (frame.getClassName().equals(START)) {
        break;
      }
      text.append("\n    ").append(text(frame));
      if (running && isDispatched(frame)) {
        return new Frames(text.toString(), true);
      }
    }
    return new Frames(text.toString(), false);
  }

  private static String text(StackTraceElement frame) {
    return neutral(frame.getClassName())
        + "."
        + frame.getMethodName()
        + "("
        + frame.getFileName()
        + ":"
        + frame.getLineNumber()
        + ")";
  }

  private static boolean isDispatched(StackTraceElement frame) {
    return frame.getMethodName().startsWith(DISPATCHED)
        || (frame.getClassName().equals(Library.class.getName())
            && CALLING_BACK.contains(frame.getMethodName()));
  }

  /** A text without the one thing in which the two programs differ. */
  private static String neutral(String text) {
    return text.replace(PLAIN, "program").replace(WOVEN, "program");
  }

  /** A throwable with its causes and what it suppresses. */
  public static String describe(Throwable thrown, Function<Throwable, Frames> frames) {
    return describe(thrown, frames, CAUSES);
  }

  private static String describe(
      Throwable thrown, Function<Throwable, Frames> frames, int deepest) {
    if (deepest == 0) {
      return "...";
    }
    StringBuilder text = new StringBuilder(thrown.getClass().getName());
    if (!(thrown instanceof NullPointerException)) {
      // The contract excepts the text of one.
      text.append(": ").append(neutral(String.valueOf(thrown.getMessage())));
    }
    text.append(frames.apply(thrown));
    if (thrown.getCause() != null) {
      text.append("\n  caused by ").append(describe(thrown.getCause(), frames, deepest - 1));
    }
    for (Throwable suppressed : thrown.getSuppressed()) {
      text.append("\n  suppresses ").append(describe(suppressed, frames, deepest - 1));
    }
    return text.toString();
  }

  boolean wereCut() {
    return cut;
  }

  @Override
  public String toString() {
    return text;
  }
}
