package dev.aos.core.rules;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads a file's text, within bounds, and says so exactly if it is no text. With {@code java.io}
 * alone: the default file system is not for premain to initialise.
 */
final class TextFile {

  /** A rule file is short; the limit keeps a wrong file name from costing time and memory. */
  static final int LIMIT = 1 << 20;

  /** A character that no file may contain; {@link SyntaxTraps} uses it to mark repaired places. */
  static final char RESERVED = '\uE000';

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final Position start;
  private final Problems problems;

  private TextFile(String path, Problems problems) {
    this.start = new Position(path, 1, 1);
    this.problems = problems;
  }

  /**
   * Reads a file.
   *
   * @param path its name
   * @param problems gets what is wrong with it
   * @return its text, or nothing if a problem was reported
   */
  static Optional<String> read(String path, Problems problems) {
    return new TextFile(path, problems).readFile(new File(path));
  }

  private Optional<String> readFile(File file) {
    if (!file.exists()) {
      String message = "there is no file " + Quote.of(file.getAbsolutePath());
      return refuse(message, "create it or correct the name");
    }
    if (file.isDirectory()) {
      return refuse("this is a directory", "name the rule file in it");
    }
    if (!file.isFile()) {
      // A pipe could block the start of the program for ever, a device has no end.
      return refuse("this is no regular file", "name a rule file");
    }
    byte[] bytes;
    try (InputStream in = new FileInputStream(file)) {
      bytes = in.readNBytes(LIMIT + 1);
    } catch (IOException unreadable) {
      String message =
          "the file can't be read: " + Quote.plain(String.valueOf(unreadable.getMessage()));
      return refuse(message, "see that this user may read it");
    }
    return decode(bytes);
  }

  private Optional<String> decode(byte[] bytes) {
    if (bytes.length > LIMIT) {
      return refuse("the file is larger than 1 MiB", "is this a rule file?");
    }
    boolean utf16 =
        bytes.length >= 2
            && ((bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF)
                || (bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE));
    if (utf16) {
      return refuse("the file is encoded in UTF-16", "save it in UTF-8");
    }
    for (byte b : bytes) {
      if (b == 0) {
        return refuse("this is a binary file", "name a rule file");
      }
    }
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    decoder.onMalformedInput(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(in, out, true);
    String text = out.flip().toString();
    if (result.isError()) {
      String octet = Integer.toHexString(bytes[in.position()] & 0xFF).toUpperCase(Locale.ROOT);
      String message = "the byte 0x" + octet + " is not UTF-8";
      problems.error(end(text), message, "save the file in UTF-8");
      return Optional.empty();
    }
    boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
    return checkCharacters(marked ? text.substring(1) : text);
  }

  private Optional<String> checkCharacters(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isAllowed(text.charAt(i))) {
        String code = "000" + Integer.toHexString(text.charAt(i)).toUpperCase(Locale.ROOT);
        String message = "the character U+" + code.substring(code.length() - 4);
        problems.error(end(text.substring(0, i)), message + " can't stand here", "remove it");
        return Optional.empty();
      }
    }
    // One kind of line end, as everything that counts lines expects.
    return Optional.of(text.replace("\r\n", "\n").replace('\r', '\n'));
  }

  /** What YAML allows, but for characters that are invisible or {@link #RESERVED}. */
  private static boolean isAllowed(char c) {
    if (c < ' ') {
      return c == '\t' || c == '\n' || c == '\r';
    }
    if (c < '\u007F') {
      return true;
    }
    boolean lineSeparator = c == '\u2028' || c == '\u2029';
    boolean special = lineSeparator || c == RESERVED || c == BYTE_ORDER_MARK;
    return c >= '\u00A0' && c < '\uFFFE' && !special;
  }

  private Optional<String> refuse(String message, String suggestion) {
    problems.error(start, message, suggestion);
    return Optional.empty();
  }

  /** Where a text ends, if it stands at the beginning of the file. */
  private Position end(String text) {
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    return new Position(start.file(), line, text.length() - lineStart + 1);
  }
}
