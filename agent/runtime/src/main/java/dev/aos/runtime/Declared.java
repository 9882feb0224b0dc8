package dev.aos.runtime;

/** Which checked exception a called method declares, as far as it matters for its limit of time. */
public enum Declared {
  /** {@code java.io.IOException}. */
  IO_EXCEPTION,
  /** {@code java.sql.SQLException}, and not the other one. */
  SQL_EXCEPTION,
  /** Neither, or nobody can say. */
  NEITHER
}
