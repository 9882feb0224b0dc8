package dev.aos.core.report;

/** How many there are of something, in words. */
public final class Quantity {

  private Quantity() {
    // no instances
  }

  /** {@code 1 rule}, {@code 2 rules}. */
  public static String of(int number, String what) {
    return of(number, what, "s");
  }

  /**
   * {@code 1 class}, {@code 2 classes}.
   *
   * @param plural what makes the word one of several
   */
  public static String of(int number, String what, String plural) {
    return number + " " + what + (number == 1 ? "" : plural);
  }
}
