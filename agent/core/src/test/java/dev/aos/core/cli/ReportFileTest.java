package dev.aos.core.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A report is in its file whole, or not at all. */
class ReportFileTest {

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("report.txt");
  }

  private String write(long deadline, Consumer<Consumer<String>> report) {
    return new ReportFile(file().toString(), deadline).write(report);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static long inAnHour() {
    return System.nanoTime() + TimeUnit.HOURS.toNanos(1);
  }

  private static void twoLines(Consumer<String> lines) {
    lines.accept("first");
    lines.accept("sécond");
  }

  @Test
  void reportThatIsThereInTimeReplacesTheEarlierOne() throws IOException {
    Files.writeString(file(), "an earlier report, which was longer\n");
    assertEquals("the whole report is in " + file(), write(inAnHour(), ReportFileTest::twoLines));
    assertEquals("first\nsécond\n", Files.readString(file()));
    assertEquals(List.of("report.txt"), files());
  }

  @Test
  void reportThatIsTooLateLeavesNothing() throws IOException {
    String said = write(System.nanoTime() - 1, ReportFileTest::twoLines);
    assertEquals("the report is not in " + file() + ": the time for writing it was over", said);
    assertEquals(List.of(), files());
  }

  @Test
  void reportThatIsTooLateWhenAllLinesAreWrittenLeavesTheEarlierOne() throws IOException {
    Files.writeString(file(), "earlier\n");
    String said = write(System.nanoTime() - 1, lines -> {});
    assertEquals("the report is not in " + file() + ": the time for writing it was over", said);
    assertEquals("earlier\n", Files.readString(file()));
    assertEquals(List.of("report.txt"), files());
  }

  @Test
  void fileIsAsItWasWhileTheReportIsWritten() throws IOException {
    Files.writeString(file(), "earlier\n");
    write(
        inAnHour(),
        lines -> {
          twoLines(lines);
          try {
            assertEquals("earlier\n", Files.readString(file()));
          } catch (IOException failed) {
            throw new AssertionError(failed);
          }
        });
    assertEquals("first\nsécond\n", Files.readString(file()));
  }

  @Test
  void reportThatFailsHalfwayLeavesNothing() throws IOException {
    assertThrows(
        IllegalStateException.class,
        () ->
            write(
                inAnHour(),
                lines -> {
                  lines.accept("first");
                  throw new IllegalStateException("halfway");
                }));
    assertEquals(List.of(), files());
  }

  @Test
  void linkToAFileStaysOne() throws IOException {
    Path target = Files.writeString(folder.resolve("target.txt"), "earlier\n");
    Files.createSymbolicLink(file(), target);
    write(inAnHour(), ReportFileTest::twoLines);
    assertTrue(Files.isSymbolicLink(file()));
    assertEquals("first\nsécond\n", Files.readString(target));
  }

  @Test
  void fileThatCanNotBeWrittenIsNamedWithTheReason() {
    Path nowhere = folder.resolve("no/such/folder/report.txt");
    String said = new ReportFile(nowhere.toString(), inAnHour()).write(ReportFileTest::twoLines);
    assertTrue(said.startsWith("the report can't be written to " + nowhere + ": "), said);
  }
}
