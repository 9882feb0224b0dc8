package dev.aos.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.LineNumberReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file whose text is read ahead looks like any other. */
class TextAheadTest {

  @TempDir Path folder;

  @Test
  void aFileIsReadBlockByBlockAndLooksTheSame() throws IOException {
    for (int seed = 0; seed < 40; seed++) {
      Random random = new Random(seed);
      boolean broken = seed % 4 == 0;
      Path file = Files.write(folder.resolve("text"), bytes(random, broken));
      // How much is lost of what is before bytes that are no text depends on the pieces.
      int kinds = broken ? 1 : 5;
      List<String> expected = steps(Files.newBufferedReader(file), seed, kinds);
      List<String> found = steps(Sources.ofFile(Files.newBufferedReader(file), file), seed, kinds);
      assertEquals(expected, found, "seed " + seed);
    }
  }

  private static byte[] bytes(Random random, boolean broken) {
    StringBuilder text = new StringBuilder();
    while (text.length() < 150_000) {
      text.append("x\u00e4".repeat(random.nextInt(200)));
      text.append(List.of("\n", "\r\n", "\r", "\n\n").get(random.nextInt(4)));
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    if (broken) {
      bytes[random.nextInt(bytes.length)] = (byte) 0xff;
    }
    return bytes;
  }

  /** What a reader gives, to its end or its second failure. */
  private static List<String> steps(BufferedReader reader, int seed, int kinds) throws IOException {
    Random random = new Random(seed);
    List<String> steps = new ArrayList<>();
    char[] some = new char[10_000];
    int failures = 0;
    boolean more = true;
    try (reader) {
      while (more && failures < 2) {
        try {
          String step =
              switch (random.nextInt(4) == 0 ? random.nextInt(kinds) : 0) {
                case 4 -> "" + reader.read();
                case 1 -> "skipped " + reader.skip(random.nextInt(3));
                case 2 -> {
                  int count = reader.read(some, 0, 1 + random.nextInt(100));
                  yield new String(some, 0, Math.max(0, count));
                }
                case 3 -> {
                  reader.mark(10_000);
                  reader.readLine();
                  reader.reset();
                  yield "again";
                }
                default -> reader.readLine();
              };
          steps.add(step);
          more = step != null;
        } catch (IOException failed) {
          steps.add(failed.toString());
          failures++;
        }
      }
    }
    return steps;
  }

  @Test
  void onlyAFewLinesOfALongFileAreRead() throws IOException {
    Path file = Files.write(folder.resolve("text"), Collections.nCopies(100_000, "a line of text"));
    int readings = 0;
    int lines = 0;
    try (BufferedReader reader = Sources.ofFile(Files.newBufferedReader(file), file)) {
      while (true) {
        readings += Buffers.hasLine(reader) ? 0 : 1;
        if (reader.readLine() == null) {
          break;
        }
        lines++;
      }
    }
    assertEquals(100_000, lines);
    // By its buffer alone it would be 184.
    assertTrue(readings < 60, "read " + readings + " times");
  }

  @Test
  void whatIsWrittenToAFileMeanwhileIsFound() throws IOException {
    Path file = Files.writeString(folder.resolve("text"), "one\n");
    try (BufferedReader reader = Sources.ofFile(Files.newBufferedReader(file), file)) {
      assertEquals("one", reader.readLine());
      assertNull(reader.readLine());
      Files.writeString(file, "two\n", StandardOpenOption.APPEND);
      assertEquals("two", reader.readLine());
      assertNull(reader.readLine());
    }
  }

  @Test
  void readersOfOtherFilesStayWhatTheyAre() throws IOException {
    Path file = Files.writeString(folder.resolve("text"), "one\n");
    try (BufferedReader reader = new LineNumberReader(Files.newBufferedReader(file))) {
      assertSame(reader, Sources.ofFile(reader, file));
    }
    Path archive = folder.resolve("archive.zip");
    try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
      Path inside = Files.writeString(zip.getPath("text"), "one\n");
      try (BufferedReader reader = Files.newBufferedReader(inside)) {
        assertSame(reader, Sources.ofFile(reader, inside));
      }
    }
  }
}
