package dev.aos.benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The table, in Markdown that can also be read as it is. */
final class ResultTable {
  private static final List<String> HEAD =
      List.of(
          "what",
          "target",
          "without / by hand",
          "with the agent",
          "measured",
          "half lie in",
          "met");
  private static final String BEGIN = "<!-- benchmarks/run writes from here -->";
  private static final String END = "<!-- to here -->";

  private ResultTable() {}

  static String of(List<Row> rows) {
    List<List<String>> lines = new java.util.ArrayList<>();
    lines.add(HEAD);
    rows.forEach(row -> lines.add(row.cells()));
    int[] widths = new int[HEAD.size()];
    for (List<String> cells : lines) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], cells.get(column).length());
      }
    }
    StringBuilder table = new StringBuilder();
    for (int line = 0; line < lines.size(); line++) {
      for (int column = 0; column < widths.length; column++) {
        String cell = lines.get(line).get(column);
        table.append("| ").append(cell).append(" ".repeat(widths[column] - cell.length() + 1));
      }
      table.append("|\n");
      if (line == 0) {
        for (int width : widths) {
          table.append('|').append("-".repeat(width + 2));
        }
        table.append("|\n");
      }
    }
    return table.toString();
  }

  /** Puts the text between the marks of a document. */
  static void write(Path document, String text) throws IOException {
    String content = Files.readString(document);
    int begin = content.indexOf(BEGIN);
    int end = content.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IOException(document + " has no lines \"" + BEGIN + "\" and \"" + END + "\"");
    }
    Files.writeString(
        document,
        content.substring(0, begin + BEGIN.length())
            + "\n\n"
            + text
            + "\n"
            + content.substring(end));
  }
}
