package dev.aos.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.LineNumberReader;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringReader;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** "Yes" means that what is behind the buffer is not touched, whatever has been done before. */
class BuffersTest {

  private static final int SEEDS = 300;
  private static final int STEPS = 200;

  private static final List<Charset> CHARSETS =
      List.of(
          StandardCharsets.UTF_8,
          StandardCharsets.ISO_8859_1,
          StandardCharsets.US_ASCII,
          StandardCharsets.UTF_16);

  /** Counts how often what is behind a buffer is used. */
  private int used;

  private Reader behind(String text) {
    Reader reader = new StringReader(text);
    return new Reader() {
      @Override
      public int read(char[] chars, int offset, int length) throws IOException {
        used++;
        return reader.read(chars, offset, length);
      }

      @Override
      public boolean ready() {
        used++;
        return true;
      }

      @Override
      public void close() {
        used++;
      }
    };
  }

  private InputStream behind(byte[] bytes) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public int read() {
        used++;
        return super.read();
      }

      @Override
      public int read(byte[] some, int offset, int length) {
        used++;
        return super.read(some, offset, length);
      }

      @Override
      public long skip(long count) {
        used++;
        return super.skip(count);
      }

      @Override
      public int available() {
        used++;
        return super.available();
      }
    };
  }

  @Test
  void aReaderIsNotAskedForWhatItsBufferHas() throws IOException {
    readers(false);
  }

  @Test
  void aReaderIsNotAskedForWhatHasBeenReadAhead() throws IOException {
    readers(true);
  }

  private void readers(boolean ahead) throws IOException {
    int yes = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 300; i++) {
        text.append("ab\n\r".charAt(random.nextInt(4)));
      }
      Reader behind = behind(text.toString());
      if (ahead) {
        BufferedReader whole = TextAhead.of(new BufferedReader(behind, 1 + random.nextInt(30)));
        behind = Buffers.behind(whole);
      }
      BufferedReader reader = new BufferedReader(behind, 1 + random.nextInt(30));
      char[] some = new char[10];
      for (int i = 0; i < STEPS; i++) {
        int kind = random.nextInt(5);
        int length = random.nextInt(10);
        if (random.nextInt(10) == 0) {
          // Goes back, or lets the buffer grow, or be moved.
          reader.mark(20 + random.nextInt(40));
          reader.read(some, 0, random.nextInt(10));
          reader.reset();
        }
        boolean has =
            switch (kind) {
              case 0 -> Buffers.hasLine(reader);
              case 1 -> Buffers.hasChars(reader, 1);
              case 2 -> Buffers.hasChars(reader, length);
              case 3 -> Buffers.hasChars(reader, new char[length]);
              default -> Buffers.hasChars(reader, 1);
            };
        int before = used;
        switch (kind) {
          case 0 -> reader.readLine();
          case 1 -> reader.read();
          case 2 -> reader.read(some, 0, length);
          case 3 -> reader.read(new char[length]);
          default -> reader.ready();
        }
        if (has) {
          yes++;
          assertEquals(before, used, "seed " + seed + ", step " + i + ", kind " + kind);
        }
      }
    }
    assertTrue(yes > SEEDS * STEPS / 20, "only " + yes);
  }

  /** Of bytes that are text, and of bytes that are none. */
  @Test
  void aReaderIsNotAskedForWhatItsBytesGive() throws IOException {
    int yes = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      Charset charset = CHARSETS.get(seed % CHARSETS.size());
      CharsetDecoder decoder =
          charset
              .newDecoder()
              .onMalformedInput(
                  seed % 9 == 0 ? CodingErrorAction.IGNORE : CodingErrorAction.REPLACE)
              .onUnmappableCharacter(CodingErrorAction.REPLACE);
      InputStreamReader reader =
          new InputStreamReader(behind(bytes(random, charset), 1 + random.nextInt(60)), decoder);
      char[] some = new char[10];
      for (int i = 0; i < STEPS; i++) {
        int kind = random.nextInt(4);
        int length = random.nextInt(10);
        boolean has =
            switch (kind) {
              case 0, 1 -> Buffers.hasChars(reader, 1);
              case 2 -> Buffers.hasChars(reader, length);
              default -> Buffers.hasChars(reader, new char[length]);
            };
        int before = used;
        switch (kind) {
          case 0 -> reader.read();
          case 1 -> reader.ready();
          case 2 -> reader.read(some, 0, length);
          default -> reader.read(new char[length]);
        }
        if (has) {
          yes++;
          assertEquals(before, used, "seed " + seed + ", step " + i + ", kind " + kind);
        }
      }
    }
    assertTrue(yes > SEEDS * STEPS / 20, "only " + yes);
  }

  private static byte[] bytes(Random random, Charset charset) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      text.append(List.of("a", "\u00e4", "\u20ac", "\ud83d\ude00").get(random.nextInt(4)));
    }
    byte[] bytes = text.toString().getBytes(charset);
    for (int i = random.nextInt(2) * bytes.length / 10; i > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  /** Gives few bytes at a time. */
  private InputStream behind(byte[] bytes, int most) {
    return new FilterInputStream(behind(bytes)) {
      @Override
      public int read(byte[] some, int offset, int length) throws IOException {
        return super.read(some, offset, Math.min(length, most));
      }
    };
  }

  @Test
  void anInputStreamIsNotAskedForWhatItsBufferHas() throws IOException {
    int yes = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      int size = 1 + random.nextInt(40);
      InputStream buffered = new BufferedInputStream(behind(new byte[2000]), size);
      DataInputStream data = new DataInputStream(buffered);
      InputStream stream = random.nextBoolean() ? data : buffered;
      for (int i = 0; i < STEPS; i++) {
        int kind = random.nextInt(6);
        int length = random.nextInt(10);
        boolean has =
            switch (kind) {
              case 0, 3 -> Buffers.hasBytes(stream, 1);
              case 1 -> Buffers.hasBytes(stream, new byte[length]);
              case 2 -> Buffers.hasBytes(stream, length);
              case 4 -> Buffers.hasBytes(data, 4);
              default -> Buffers.hasBytes(data, 8);
            };
        int before = used;
        try {
          switch (kind) {
            case 0 -> stream.read();
            case 1 -> stream.read(new byte[length]);
            case 2 -> stream.read(new byte[length + 1], 1, length);
            case 3 -> stream.skip(length);
            case 4 -> data.readInt();
            default -> data.readLong();
          }
        } catch (IOException atEnd) {
          // As good as any other answer.
        }
        if (has) {
          yes++;
          assertEquals(before, used, "seed " + seed + ", step " + i + ", kind " + kind);
        }
      }
    }
    assertTrue(yes > SEEDS * STEPS / 20, "only " + yes);
  }

  @Test
  void nothingIsWrittenWhereTheBufferHasRoom() throws IOException {
    int yes = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      // With the size of their own these buffers grow.
      int size = 1 + random.nextInt(40);
      BufferedOutputStream out =
          seed % 2 == 0 ? new BufferedOutputStream(sink()) : new BufferedOutputStream(sink(), size);
      BufferedWriter writer =
          seed % 2 == 0 ? new BufferedWriter(writer()) : new BufferedWriter(writer(), size);
      for (int i = 0; i < STEPS; i++) {
        int kind = random.nextInt(7);
        int length = random.nextInt(seed % 2 == 0 ? 1000 : 20);
        String text = "x".repeat(length);
        boolean has =
            switch (kind) {
              case 0 -> Buffers.hasRoomForBytes(out, 1);
              case 1 -> Buffers.hasRoomForBytes(out, length);
              case 2 -> Buffers.hasRoomForBytes(out, new byte[length]);
              case 3 -> Buffers.hasRoomForChars(writer, 1);
              case 4 -> Buffers.hasRoomForChars(writer, new char[length]);
              case 5 -> Buffers.hasRoomForChars(writer, text);
              default -> Buffers.hasRoomForNewLine(writer);
            };
        int before = used;
        switch (kind) {
          case 0 -> out.write(1);
          case 1 -> out.write(new byte[length + 2], 1, length);
          case 2 -> out.write(new byte[length]);
          case 3 -> writer.write('x');
          case 4 -> writer.write(new char[length]);
          case 5 -> writer.write(text);
          default -> writer.newLine();
        }
        if (has) {
          yes++;
          assertEquals(before, used, "seed " + seed + ", step " + i + ", kind " + kind);
        }
      }
    }
    assertTrue(yes > SEEDS * STEPS / 20, "only " + yes);
  }

  @Test
  void whatIsPrintedIsNotWrittenWhereTheBufferHasRoom() throws IOException {
    int yes = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      int size = 1 + random.nextInt(60);
      DataOutputStream data = new DataOutputStream(new BufferedOutputStream(sink(), size));
      PrintWriter printer = new PrintWriter(new BufferedWriter(writer(), size), seed % 3 == 0);
      for (int i = 0; i < STEPS; i++) {
        int kind = random.nextInt(9);
        String text = "a\u00e4\u20ac".repeat(random.nextInt(5));
        boolean has =
            switch (kind) {
              case 0 -> Buffers.hasRoomForBytes(data, 8);
              case 1 -> Buffers.hasRoomForBytes(data, 1);
              case 2 -> Buffers.hasRoomForBytes(data, text, 1, 0);
              case 3 -> Buffers.hasRoomForBytes(data, text, 2, 0);
              case 4 -> Buffers.hasRoomForBytes(data, text, 3, 2);
              case 5 -> Buffers.hasRoomForChars(printer, text);
              case 6 -> Buffers.hasRoomForChars(printer, 20);
              case 7 -> Buffers.hasRoomForNewLine(printer);
              default -> Buffers.hasRoomForLine(printer, text);
            };
        int before = used;
        switch (kind) {
          case 0 -> data.writeDouble(1);
          case 1 -> data.writeBoolean(true);
          case 2 -> data.writeBytes(text);
          case 3 -> data.writeChars(text);
          case 4 -> data.writeUTF(text);
          case 5 -> printer.print(text);
          case 6 -> printer.print(Long.MIN_VALUE);
          case 7 -> printer.println();
          default -> printer.println(text);
        }
        if (has) {
          yes++;
          assertEquals(before, used, "seed " + seed + ", step " + i + ", kind " + kind);
        }
      }
    }
    assertTrue(yes > SEEDS * STEPS / 20, "only " + yes);
  }

  private OutputStream sink() {
    return new OutputStream() {
      @Override
      public void write(int value) {
        used++;
      }
    };
  }

  private Writer writer() {
    return new Writer() {
      @Override
      public void write(char[] chars, int offset, int length) {
        used++;
      }

      @Override
      public void flush() {
        used++;
      }

      @Override
      public void close() {
        used++;
      }
    };
  }

  @Test
  void ofOthersNothingIsKnown() throws IOException {
    LineNumberReader numbered = new LineNumberReader(new StringReader("a\nb\n"));
    numbered.readLine();
    assertFalse(Buffers.hasLine(numbered));
    assertFalse(Buffers.hasLine(null));
    assertFalse(Buffers.hasBytes(new ByteArrayInputStream(new byte[9]), 1));
    assertFalse(Buffers.hasBytes(null, 1));
    assertFalse(Buffers.hasRoomForBytes(null, 1));
    BufferedReader reader = new BufferedReader(new StringReader("a\nb\n"));
    reader.readLine();
    assertTrue(Buffers.hasLine(reader));
    assertFalse(Buffers.hasChars(reader, null));
    reader.close();
    assertFalse(Buffers.hasLine(reader));
  }
}
