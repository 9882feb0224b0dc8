package dev.aos.runtime;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;

/**
 * The text of a file, behind the buffer of the reader that a handler got, read ahead by whoever
 * finds none: a worker, as a rule. Then a loop over lines hops once a block, not once a buffer.
 *
 * <p>What is asked for is read as it would be without this, piece by piece; a further piece is read
 * only if it is there, so nobody waits for more than for what was asked. A failure comes after the
 * text before it. The end of the file is no more remembered than a reader does: who asks again may
 * find that the file has grown. The first blocks are small: most files are.
 */
final class TextAhead extends Reader {

  /** What a buffered reader asks for at a time. */
  private static final int PIECE = 8192;

  /** Pieces of a block, at most: a quarter of a megabyte. */
  private static final int MOST = 16;

  /** So long a block is read at most. */
  private static final long PATIENCE_NANOS = 1_000_000;

  private static final char[] NONE = {};

  /** What was behind the buffer of the reader: asked as that would ask it. */
  private final Reader text;

  private char[] block = NONE;
  private int next;
  private int end;

  /** Pieces of the next block. */
  private int pieces = 1;

  /** What ended the block. */
  private Throwable failure;

  /** Where in the array of who asked last its text ends, and where the last line in it does. */
  private int given;

  private int lastLine = -1;

  private TextAhead(Reader text) {
    this.text = text;
  }

  /** A reader of the same text, which nobody has begun to read. */
  static BufferedReader of(Reader text) {
    return new BufferedReader(new TextAhead(text));
  }

  @Override
  public int read(char[] chars, int offset, int length) throws IOException {
    synchronized (lock) {
      if (next < end) {
        int count = Math.min(length, end - next);
        System.arraycopy(block, next, chars, offset, count);
        next += count;
        return given(chars, offset, count);
      }
      if (failure != null) {
        Throwable thrown = failure;
        failure = null;
        throw Sneaky.rethrow(thrown);
      }
      int count = text.read(chars, offset, length);
      if (count > 0) {
        readAhead();
      }
      return given(chars, offset, count);
    }
  }

  /** Finds the last end of a line, once, so that nobody has to look for the next one each time. */
  private int given(char[] chars, int offset, int count) {
    given = offset + count;
    lastLine = given - 1;
    while (lastLine >= offset && chars[lastLine] != '\n' && chars[lastLine] != '\r') {
      lastLine--;
    }
    if (lastLine < offset) {
      lastLine = -1;
    }
    return count;
  }

  private void readAhead() {
    long start = System.nanoTime();
    next = 0;
    end = 0;
    try {
      for (int i = 0;
          i < pieces && text.ready() && System.nanoTime() - start < PATIENCE_NANOS;
          i++) {
        if (block.length < pieces * PIECE) {
          block = new char[pieces * PIECE];
        }
        int count = text.read(block, end, PIECE);
        if (count < 0) {
          return;
        }
        end += count;
      }
    } catch (Throwable failed) {
      failure = failed;
    }
    pieces = Math.min(2 * pieces, MOST);
  }

  @Override
  public boolean ready() throws IOException {
    synchronized (lock) {
      return next < end || failure != null || text.ready();
    }
  }

  @Override
  public void close() throws IOException {
    synchronized (lock) {
      next = end;
      block = NONE;
      text.close();
    }
  }

  /** How many characters are given without reading. Asked while nobody else uses this. */
  int held() {
    return end - next;
  }

  /**
   * Whether the buffer in front of this has the end of a line. What is in it has been given by the
   * last reading: more is read when it is empty, and else goes by it only then. Asked while nobody
   * else uses this.
   *
   * @param first the first character in it that has not been taken
   * @param behind the place behind the last one
   */
  boolean gaveLine(int first, int behind) {
    return behind == given && first <= lastLine;
  }

  /**
   * Whether they have the end of a line. Asked while nobody else uses this.
   *
   * @param skipsFeed whether a line feed at their beginning belongs to the line before
   */
  boolean hasLine(boolean skipsFeed) {
    char[] chars = block;
    int most = Math.min(end, chars.length);
    int first = skipsFeed && next < most && chars[next] == '\n' ? next + 1 : next;
    return Buffers.hasLineEnd(chars, first, most);
  }
}
