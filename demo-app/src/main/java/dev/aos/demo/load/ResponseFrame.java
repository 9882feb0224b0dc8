package dev.aos.demo.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Finds the end of an HTTP response, which must state its length. */
final class ResponseFrame {
  /** The header isn't complete yet. */
  static final int UNKNOWN = -1;

  private static final String LENGTH = "content-length:";
  private static final int LONGEST_HEADER = 16 * 1024;

  private ResponseFrame() {}

  /** The length of the response, header and body, from the bytes before the buffer's position. */
  static int length(ByteBuffer received) throws LoadException {
    int bodyAt = bodyStart(received);
    if (bodyAt == UNKNOWN) {
      return UNKNOWN;
    }
    for (String line : text(received, bodyAt).split("\r\n")) {
      if (line.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
        return bodyAt + Integer.parseInt(line.substring(LENGTH.length()).trim());
      }
    }
    throw new LoadException("a response without content-length: " + text(received, bodyAt));
  }

  /** The first bytes of the response as text, for messages. */
  static String text(ByteBuffer received, int length) {
    byte[] bytes = new byte[Math.min(length, received.position())];
    received.get(0, bytes);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** Where the body begins, after the empty line. */
  static int bodyStart(ByteBuffer received) {
    int end = Math.min(received.position(), LONGEST_HEADER);
    for (int at = 3; at < end; at++) {
      if (received.get(at) == '\n'
          && received.get(at - 1) == '\r'
          && received.get(at - 2) == '\n'
          && received.get(at - 3) == '\r') {
        return at + 1;
      }
    }
    return UNKNOWN;
  }
}
