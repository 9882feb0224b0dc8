package dev.aos.core.rules;

/**
 * A place in a rule file.
 *
 * @param file the file's name as the user gave it, or a bundled file's name
 * @param line the line, 1 for the first
 * @param column the column, 1 for the first
 */
public record Position(String file, int line, int column) {

  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
