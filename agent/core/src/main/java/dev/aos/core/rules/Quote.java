package dev.aos.core.rules;

/** Shows a piece of a rule file in a message: short, on one line, without control characters. */
final class Quote {

  private static final int LONGEST = 80;

  private Quote() {
    // no instances
  }

  /** The text between backticks. */
  static String of(String text) {
    return "`" + plain(text) + "`";
  }

  /** The text without backticks, cut where it is too long for a message. */
  static String plain(String text) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (i == LONGEST) {
        return shown.append('…').toString();
      }
      char c = text.charAt(i);
      if (c == '\n') {
        shown.append("\\n");
      } else if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
        shown.append('?');
      } else {
        shown.append(c);
      }
    }
    return shown.toString();
  }
}
