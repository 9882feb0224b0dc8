package dev.aos.core.weave;

/** Where the result of a call is awaited whose rule says {@code await: use}. */
public sealed interface AwaitPlace {

  /** What the report says of it. */
  String text();

  /**
   * The call is begun at its place, and awaited later.
   *
   * @param line the line before which it is awaited, or {@link PlannedSite#NO_LINE}
   */
  record Deferred(int line) implements AwaitPlace {
    @Override
    public String text() {
      return line == PlannedSite.NO_LINE ? "deferred" : "deferred: awaited at line " + line;
    }
  }

  /**
   * The call is awaited where it stands.
   *
   * @param reason why
   */
  record AtCall(String reason) implements AwaitPlace {
    @Override
    public String text() {
      return "awaited at the call: " + reason;
    }
  }
}
