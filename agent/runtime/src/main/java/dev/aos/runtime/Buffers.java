package dev.aos.runtime;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.Writer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.channels.SelectableChannel;

/**
 * Questions of the pack {@code jdk/streams}: is the answer in the buffer already? Asked on the loop
 * while no dispatched call uses the stream. Exact classes only, since a subclass may do more; what
 * is not known is not in the buffer. A "yes" that is wrong would block the loop, a "no" costs a
 * hop.
 */
final class Buffers {

  private static final VarHandle READER_CHARS = field(BufferedReader.class, "cb", char[].class);
  private static final VarHandle READER_NEXT = field(BufferedReader.class, "nextChar", int.class);
  private static final VarHandle READER_END = field(BufferedReader.class, "nChars", int.class);
  private static final VarHandle READER_BEHIND = field(BufferedReader.class, "in", Reader.class);
  private static final VarHandle READER_SKIPS =
      field(BufferedReader.class, "skipLF", boolean.class);
  private static final VarHandle INPUT_NEXT = field(BufferedInputStream.class, "pos", int.class);
  private static final VarHandle INPUT_END = field(BufferedInputStream.class, "count", int.class);
  private static final VarHandle INPUT_BEHIND =
      field(FilterInputStream.class, "in", java.io.InputStream.class);
  private static final VarHandle OUTPUT_BEHIND =
      field(FilterOutputStream.class, "out", java.io.OutputStream.class);
  private static final VarHandle OUTPUT_BYTES =
      field(BufferedOutputStream.class, "buf", byte[].class);
  private static final VarHandle OUTPUT_NEXT =
      field(BufferedOutputStream.class, "count", int.class);
  private static final VarHandle OUTPUT_MOST =
      field(BufferedOutputStream.class, "maxBufSize", int.class);
  private static final VarHandle WRITER_BEHIND = field(PrintWriter.class, "out", Writer.class);
  private static final VarHandle WRITER_FLUSHES =
      field(PrintWriter.class, "autoFlush", boolean.class);
  private static final VarHandle WRITER_NEXT = field(BufferedWriter.class, "nextChar", int.class);
  private static final VarHandle WRITER_END = field(BufferedWriter.class, "nChars", int.class);
  private static final VarHandle WRITER_MOST = field(BufferedWriter.class, "maxChars", int.class);

  private Buffers() {
    // no instances
  }

  /** Null if this JDK has no such field. */
  private static VarHandle field(Class<?> owner, String name, Class<?> type) {
    try {
      return MethodHandles.privateLookupIn(owner, MethodHandles.lookup())
          .findVarHandle(owner, name, type);
    } catch (ReflectiveOperationException notInThisJdk) {
      return null;
    }
  }

  /** Whether a reader has all of the next line, its end too. */
  static boolean hasLine(Object reader) {
    if (!isReader(reader)) {
      return false;
    }
    char[] chars = (char[]) READER_CHARS.get((BufferedReader) reader);
    int next = (int) READER_NEXT.get((BufferedReader) reader);
    int end = (int) READER_END.get((BufferedReader) reader);
    if (chars == null || end > chars.length) {
      return false;
    }
    boolean empty = next >= end;
    boolean skips = (boolean) READER_SKIPS.get((BufferedReader) reader);
    if (!empty && skips && chars[next] == '\n') {
      // The second half of the end of the line before.
      next++;
    }
    TextAhead ahead = ahead(reader);
    if (ahead != null && !empty && ahead.gaveLine(next, end)) {
      return true;
    }
    return hasLineEnd(chars, next, end) || ahead != null && ahead.hasLine(empty && skips);
  }

  /** Whether a line ends between two places. */
  static boolean hasLineEnd(char[] chars, int from, int to) {
    for (int i = from; i < to; i++) {
      if (chars[i] == '\n' || chars[i] == '\r') {
        return true;
      }
    }
    return false;
  }

  /** What is behind the buffer of a reader; null if that can't be known, or it is closed. */
  static Reader behind(BufferedReader reader) {
    return READER_BEHIND == null ? null : (Reader) READER_BEHIND.get(reader);
  }

  /** What is behind the buffer of a reader and has been read, too; null if there is none. */
  private static TextAhead ahead(Object reader) {
    return behind((BufferedReader) reader) instanceof TextAhead ahead ? ahead : null;
  }

  /** Whether a reader has so many characters, and the line feed that it may have to skip. */
  static boolean hasChars(Object reader, int count) {
    if (!isReader(reader) || count < 0) {
      return DecodedBytes.hold(reader, count);
    }
    int next = (int) READER_NEXT.get((BufferedReader) reader);
    int end = (int) READER_END.get((BufferedReader) reader);
    int skipped = (boolean) READER_SKIPS.get((BufferedReader) reader) ? 1 : 0;
    TextAhead ahead = ahead(reader);
    int held = end - next + (ahead == null ? 0 : ahead.held());
    return held - skipped >= count && held > 0;
  }

  /** The same for an array to be filled. */
  static boolean hasChars(Object reader, char[] wanted) {
    return wanted != null && hasChars(reader, wanted.length);
  }

  private static boolean isReader(Object reader) {
    return reader != null
        && reader.getClass() == BufferedReader.class
        && READER_CHARS != null
        && READER_NEXT != null
        && READER_END != null
        && READER_SKIPS != null;
  }

  /** Whether an input stream, or the one that data are read from, has so many bytes. */
  static boolean hasBytes(Object stream, int count) {
    Object buffered = stream;
    if (stream != null && stream.getClass() == DataInputStream.class && INPUT_BEHIND != null) {
      buffered = INPUT_BEHIND.get((FilterInputStream) stream);
    }
    return buffered != null
        && buffered.getClass() == BufferedInputStream.class
        && INPUT_NEXT != null
        && INPUT_END != null
        && count >= 0
        && available((BufferedInputStream) buffered) >= Math.max(count, 1);
  }

  /** The same for an array to be filled. */
  static boolean hasBytes(Object stream, byte[] wanted) {
    return wanted != null && hasBytes(stream, wanted.length);
  }

  private static int available(BufferedInputStream stream) {
    return (int) INPUT_END.get(stream) - (int) INPUT_NEXT.get(stream);
  }

  /** Whether an output stream, or the one that data go to, takes so many bytes and writes none. */
  static boolean hasRoomForBytes(Object stream, int count) {
    Object buffered = stream;
    if (stream != null && stream.getClass() == DataOutputStream.class && OUTPUT_BEHIND != null) {
      buffered = OUTPUT_BEHIND.get((FilterOutputStream) stream);
    }
    if (buffered == null
        || buffered.getClass() != BufferedOutputStream.class
        || OUTPUT_BYTES == null
        || OUTPUT_NEXT == null
        || count < 0) {
      return false;
    }
    BufferedOutputStream out = (BufferedOutputStream) buffered;
    // Since JDK 21 the buffer begins small.
    int size =
        OUTPUT_MOST == null ? ((byte[]) OUTPUT_BYTES.get(out)).length : (int) OUTPUT_MOST.get(out);
    return count < size - (int) OUTPUT_NEXT.get(out);
  }

  /** The same for an array. */
  static boolean hasRoomForBytes(Object stream, byte[] bytes) {
    return bytes != null && hasRoomForBytes(stream, bytes.length);
  }

  /** The same for a text, with so many bytes for each of its characters and some besides. */
  static boolean hasRoomForBytes(Object stream, String text, int each, int besides) {
    long count = text == null ? -1 : (long) text.length() * each + besides;
    return count == (int) count && hasRoomForBytes(stream, (int) count);
  }

  /** Whether a writer, or the one that is printed to, takes so many characters and writes none. */
  static boolean hasRoomForChars(Object printer, int count) {
    Object writer = printer;
    if (printer != null && printer.getClass() == PrintWriter.class && WRITER_BEHIND != null) {
      writer = WRITER_BEHIND.get((PrintWriter) printer);
    }
    if (writer == null
        || writer.getClass() != BufferedWriter.class
        || WRITER_NEXT == null
        || WRITER_END == null
        || count < 0) {
      return false;
    }
    BufferedWriter out = (BufferedWriter) writer;
    int size = WRITER_MOST == null ? (int) WRITER_END.get(out) : (int) WRITER_MOST.get(out);
    return count < size - (int) WRITER_NEXT.get(out);
  }

  /** The same for an array. */
  static boolean hasRoomForChars(Object writer, char[] chars) {
    return chars != null && hasRoomForChars(writer, chars.length);
  }

  /** The same for a text. */
  static boolean hasRoomForChars(Object writer, String text) {
    return text != null && hasRoomForChars(writer, text.length());
  }

  /** The same for the end of a line. */
  static boolean hasRoomForNewLine(Object writer) {
    return hasRoomForLine(writer, "");
  }

  /** The same for a text and the end of a line, at which nothing must be flushed. */
  static boolean hasRoomForLine(Object writer, String text) {
    return text != null
        && !flushesLines(writer)
        && hasRoomForChars(writer, text.length() + System.lineSeparator().length());
  }

  private static boolean flushesLines(Object writer) {
    return writer instanceof PrintWriter printer
        && (WRITER_FLUSHES == null || (boolean) WRITER_FLUSHES.get(printer));
  }

  /** Whether a channel answers at once, since it was made so. */
  static boolean neverBlocks(Object channel) {
    return channel instanceof SelectableChannel selectable && !selectable.isBlocking();
  }
}
