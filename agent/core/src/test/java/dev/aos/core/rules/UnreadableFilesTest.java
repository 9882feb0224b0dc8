package dev.aos.core.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can't be read as a text gets one message, and never costs more than a moment. */
class UnreadableFilesTest {

  @TempDir Path folder;

  @Test
  void aMissingFile() {
    Path file = folder.resolve("aos.yaml");
    expect(
        file, "1:1: error: there is no file `" + shown(file) + "`; create it or correct the name");
  }

  /** A long path is cut in the message. */
  private static String shown(Path file) {
    String path = file.toString();
    return path.length() > 80 ? path.substring(0, 80) + "…" : path;
  }

  @Test
  void aDirectory() {
    expect(folder, "1:1: error: this is a directory; name the rule file in it");
  }

  @Test
  void anEndlessDevice() {
    Path device = Path.of("/dev/zero");
    assumeTrue(Files.exists(device));
    expect(device, "1:1: error: this is no regular file; name a rule file");
  }

  @Test
  void aPipe() throws Exception {
    Path pipe = folder.resolve("pipe");
    assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0);
    expect(pipe, "1:1: error: this is no regular file; name a rule file");
  }

  @Test
  void aFileThatMayNotBeRead() throws IOException {
    Path file = Fixtures.write(folder, "version: 1");
    file.toFile().setReadable(false);
    assumeFalse(Files.isReadable(file), "root may read everything");
    String reason = file + " (Permission denied)";
    expect(
        file, "1:1: error: the file can't be read: " + reason + "; see that this user may read it");
  }

  @Test
  void aFileWhoseReadingFails() {
    Path file = Path.of("/proc/self/mem"); // address 0 can't be read
    assumeTrue(Files.isReadable(file));
    String reason = "Input/output error; see that this user may read it";
    expect(file, "1:1: error: the file can't be read: " + reason);
  }

  @Test
  void aTooLargeFile() throws IOException {
    Path file = folder.resolve("aos.yaml");
    Files.write(file, new byte[10 << 20]);
    expect(file, "1:1: error: the file is larger than 1 MiB; is this a rule file?");
    Files.writeString(file, "#".repeat(TextFile.LIMIT + 1));
    expect(file, "1:1: error: the file is larger than 1 MiB; is this a rule file?");
    Files.writeString(file, "#".repeat(TextFile.LIMIT));
    expect(file, "1:1: error: the file is empty; begin with `version: 1`");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "7F 45 4C 46 02 01 00 | 1:1: error: this is a binary file; name a rule file",
        "23 0A 23 E4 0A       | 2:2: error: the byte 0xE4 is not UTF-8; save the file in UTF-8",
        "23 C3 A4 C3          | 1:3: error: the byte 0xC3 is not UTF-8; save the file in UTF-8",
        "CA FE BA BE          | 1:1: error: the byte 0xCA is not UTF-8; save the file in UTF-8",
        "FF FE 76 00          | 1:1: error: the file is encoded in UTF-16; save it in UTF-8",
        "FE FF 00 76          | 1:1: error: the file is encoded in UTF-16; save it in UTF-8",
        "23 0D 0A 23 1B 5B    | 2:2: error: the character U+001B can't stand here; remove it",
        "23 EF BB BF          | 1:2: error: the character U+FEFF can't stand here; remove it",
        "23 EE 80 80          | 1:2: error: the character U+E000 can't stand here; remove it",
        "23 E2 80 A8          | 1:2: error: the character U+2028 can't stand here; remove it",
        "23 7F                | 1:2: error: the character U+007F can't stand here; remove it",
      })
  void bytesThatAreNoText(String bytes, String message) throws IOException {
    Path file = folder.resolve("aos.yaml");
    Files.write(file, bytes(bytes));
    expect(file, message);
  }

  @Test
  void aByteOrderMarkAtTheBeginningIsFine() throws IOException {
    Path file = folder.resolve("aos.yaml");
    String rules = "\uFEFFversion: 1\noffload: [java.io.File]\nevent-loops: [com.acme.A, a/b]\n";
    Files.write(file, rules.getBytes(StandardCharsets.UTF_8));
    expect(
        file, "3:28: error: `a/b` is no type pattern: packages are separated by dots; write `a.b`");
  }

  @Test
  void lineEndsOfEveryKindCountAlike() throws IOException {
    for (String end : new String[] {"\n", "\r\n", "\r"}) {
      Path file = Fixtures.write(folder, String.join(end, "version: 1", "#", "- x", ""));
      String message = "3:1: error: the indentation of this line does not fit the lines above";
      expect(file, message + "; indent items of one list alike, and keys too");
    }
  }

  private static byte[] bytes(String hexadecimal) {
    String[] numbers = hexadecimal.split(" ");
    byte[] bytes = new byte[numbers.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(numbers[i], 16);
    }
    return bytes;
  }

  private static void expect(Path file, String message) {
    ReadResult result =
        assertTimeoutPreemptively(
            Duration.ofSeconds(5), () -> RuleFileReader.read(file.toString()));
    assertEquals(file.getFileName() + ":" + message + "\n", Fixtures.messages(result, file));
  }
}
