package dev.aos.core.rules;

/**
 * What the rule language knows and this version doesn't do. What would weaken a promise if it were
 * ignored is an error; what only costs speed or convenience is a warning.
 */
final class NotYet {

  private NotYet() {
    // no instances
  }

  /**
   * Reports something whose loss would weaken a promise.
   *
   * @param what the key, or the key with its value
   */
  static void refuse(Problems problems, Position position, String what) {
    String message = Quote.of(what) + " is not supported yet";
    problems.error(position, message, "remove it" + consequence(what));
  }

  /** Reports something that has no effect, and does no harm either. */
  static void ignore(Problems problems, Position position, String what) {
    String message = Quote.of(what) + " is not supported yet and has no effect";
    problems.warning(position, message, "it may stay" + consequence(what));
  }

  private static String consequence(String what) {
    int colon = what.indexOf(':');
    return switch (colon < 0 ? what : what.substring(0, colon)) {
      case "loop" -> " or write `auto`, `none` or one of " + DidYouMean.list(BundledFiles.LOOPS);
      case "include" -> ": the bundled packs are " + DidYouMean.list(BundledFiles.PACKS);
      default -> "";
    };
  }
}
