package dev.aos.demo.load;

/** The paths of the server that the load asks for. */
public enum Endpoint {
  /** Waits for a backend. */
  QUERY,
  /** Reads a file. */
  FILE,
  /** Answers at once. */
  PING;

  /** The name in tables and files. */
  public String label() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
