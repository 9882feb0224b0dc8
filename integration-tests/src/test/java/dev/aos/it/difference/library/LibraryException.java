package dev.aos.it.difference.library;

/** A checked exception of the library. */
public class LibraryException extends Exception {

  private static final long serialVersionUID = 1;

  /**
   * @param message the message
   */
  public LibraryException(String message) {
    super(message);
  }

  LibraryException(String message, Throwable cause) {
    super(message, cause);
  }
}
