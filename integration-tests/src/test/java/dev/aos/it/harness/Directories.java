package dev.aos.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Working directories of child JVMs. They stay until the next run of the tests, to look into. */
public final class Directories {

  private static final Path ROOT = emptyRoot();

  private Directories() {
    // no instances
  }

  /** A new, empty directory. */
  public static Path create(String name) {
    try {
      return Files.createTempDirectory(ROOT, name + "-");
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static Path emptyRoot() {
    Path root = Path.of(System.getProperty("aos.child-directories", "target/children"));
    try {
      if (Files.exists(root)) {
        deleteAll(root);
      }
      return Files.createDirectories(root.toAbsolutePath());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static void deleteAll(Path root) throws IOException {
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(root)) {
      paths = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.delete(path);
    }
  }
}
