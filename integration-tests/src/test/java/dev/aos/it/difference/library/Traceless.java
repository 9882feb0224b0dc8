package dev.aos.it.difference.library;

/** An exception that takes no trace. */
public final class Traceless extends RuntimeException {

  private static final long serialVersionUID = 1;

  Traceless(String message) {
    super(message, null, true, false);
  }
}
