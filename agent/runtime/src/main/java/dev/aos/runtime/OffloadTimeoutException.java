package dev.aos.runtime;

/**
 * A dispatched call has not ended within the {@code timeout} of its rule, and declares neither
 * {@code java.io.IOException} nor {@code java.sql.SQLException}: where it declares one of these,
 * the handler gets a {@link java.io.InterruptedIOException} or a {@code
 * java.sql.SQLTimeoutException} instead. Thrown in the handler, at the call.
 */
public final class OffloadTimeoutException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /**
   * @param message names the call, the place and the limit
   */
  public OffloadTimeoutException(String message) {
    super(message);
  }
}
