package dev.aos.it.difference.library;

/** Where a random program begins. */
public interface Entry {

  /**
   * Runs the program.
   *
   * @param first an input
   * @param second an input
   * @param third an input
   * @return what the program comes to
   */
  Object run(int first, long second, String third);
}
