package dev.aos.demo.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** The files that the server offers, with the same content at every start. */
public final class SampleFiles {
  /** How many there are: {@code file-0.bin}, {@code file-1.bin} and so on. */
  public static final int COUNT = 16;

  private static final int SIZE = 16 * 1024;

  private SampleFiles() {}

  /** The name of a file, from 0 to {@link #COUNT} - 1. */
  public static String name(int number) {
    return "file-" + number + ".bin";
  }

  static void create(Path directory) throws IOException {
    Files.createDirectories(directory);
    for (int number = 0; number < COUNT; number++) {
      byte[] content = new byte[SIZE - number];
      new Random(number).nextBytes(content);
      Files.write(directory.resolve(name(number)), content);
    }
  }
}
