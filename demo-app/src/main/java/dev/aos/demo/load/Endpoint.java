package dev.aos.demo.load;

/** The paths of the server that the load asks for. */
enum Endpoint {
  QUERY,
  FILE,
  PING;

  /** The name in tables and files. */
  String label() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
