package dev.aos.core.cli;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;

/**
 * The file that gets the whole report while the JVM is on its way out. It gets a whole one in time,
 * or stays as it was: the lines go to a file beside it first.
 */
final class ReportFile {

  /** The time is over. */
  private static final class TooLate extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooLate() {
      super(null, null, false, false);
    }
  }

  private final String name;
  private final long deadline;

  /**
   * @param name the file
   * @param deadline when {@link System#nanoTime} says that it is too late
   */
  ReportFile(String name, long deadline) {
    this.name = name;
    this.deadline = deadline;
  }

  /**
   * Writes it.
   *
   * @param report gives its lines to whoever takes them
   * @return what to say of it
   */
  String write(Consumer<Consumer<String>> report) {
    try {
      Path file = Path.of(name);
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        // A pipe, a terminal: whoever reads it is not to wait for the end.
        writeTo(file, report);
      } else {
        replace(Files.exists(file) ? file.toRealPath() : file, report);
      }
      return "the whole report is in " + name;
    } catch (TooLate late) {
      return "the report is not in " + name + ": the time for writing it was over";
    } catch (IOException | UncheckedIOException | InvalidPathException failed) {
      return "the report can't be written to " + name + ": " + failed.getMessage();
    }
  }

  private void replace(Path file, Consumer<Consumer<String>> report) throws IOException {
    // Other JVMs may end at this moment, with the same rules in the same folder.
    String part = file.getFileName() + "." + ProcessHandle.current().pid() + ".part";
    Path beside = file.resolveSibling(part);
    try {
      writeTo(beside, report);
      checkTime();
      move(beside, file);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException otherwise) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private void writeTo(Path file, Consumer<Consumer<String>> report) throws IOException {
    try (Writer out =
        new OutputStreamWriter(new FileOutputStream(file.toFile()), StandardCharsets.UTF_8)) {
      report.accept(
          line -> {
            checkTime();
            try {
              out.write(line);
              out.write('\n');
            } catch (IOException failed) {
              throw new UncheckedIOException(failed);
            }
          });
    }
  }

  private void checkTime() {
    if (System.nanoTime() - deadline > 0) {
      throw new TooLate();
    }
  }
}
