package dev.aos.demo.load;

/** The run can't go on; the message tells the user why. */
public final class LoadException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With what the user is to read. */
  public LoadException(String message) {
    super(message);
  }

  /** With what the user is to read, and what it comes from. */
  public LoadException(String message, Throwable cause) {
    super(message, cause);
  }
}
