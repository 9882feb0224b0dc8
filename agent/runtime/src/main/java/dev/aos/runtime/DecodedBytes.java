package dev.aos.runtime;

import java.io.FileReader;
import java.io.InputStreamReader;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * What an {@link InputStreamReader} has read and not yet given away: bytes, and at times half of a
 * pair of characters. It goes on to read when its bytes are used up and it has room for one more
 * character, so there must be more than what is asked for.
 */
final class DecodedBytes {

  /** It decodes two characters at least. */
  private static final int FEWEST = 2;

  private static final VarHandle DECODER;
  private static final VarHandle BYTES;
  private static final VarHandle CHARSET_DECODER;
  private static final VarHandle HAS_LEFT_OVER;

  static {
    VarHandle decoder = null;
    VarHandle bytes = null;
    VarHandle charsetDecoder = null;
    VarHandle hasLeftOver = null;
    try {
      Class<?> type = Class.forName("sun.nio.cs.StreamDecoder");
      MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
      bytes = lookup.findVarHandle(type, "bb", ByteBuffer.class);
      charsetDecoder = lookup.findVarHandle(type, "decoder", CharsetDecoder.class);
      hasLeftOver = lookup.findVarHandle(type, "haveLeftoverChar", boolean.class);
      decoder =
          MethodHandles.privateLookupIn(InputStreamReader.class, MethodHandles.lookup())
              .findVarHandle(InputStreamReader.class, "sd", type);
    } catch (ReflectiveOperationException otherJdk) {
      // Then nobody knows what it has read.
    }
    DECODER = decoder;
    BYTES = bytes;
    CHARSET_DECODER = charsetDecoder;
    HAS_LEFT_OVER = hasLeftOver;
  }

  private DecodedBytes() {
    // no instances
  }

  /** Whether a reader gives so many characters without reading. */
  static boolean hold(Object reader, int count) {
    if (DECODER == null
        || reader == null
        || (reader.getClass() != InputStreamReader.class && reader.getClass() != FileReader.class)
        || count < 0) {
      return false;
    }
    Object decoder = DECODER.get((InputStreamReader) reader);
    return decoder != null
        && (count == 1 && (boolean) HAS_LEFT_OVER.get(decoder)
            || enough((ByteBuffer) BYTES.get(decoder), count)
                && isKnown((CharsetDecoder) CHARSET_DECODER.get(decoder)));
  }

  /**
   * Three bytes at most become a character, four a pair of them; and who has room for one more
   * character needs all four bytes of a pair, to see that there is no room for it.
   */
  private static boolean enough(ByteBuffer bytes, int count) {
    return bytes != null && bytes.remaining() > 3L * Math.max(count, FEWEST);
  }

  /** Others may need more bytes, or leave some of them out. */
  private static boolean isKnown(CharsetDecoder decoder) {
    Charset charset = decoder.charset();
    return decoder.getClass().getClassLoader() == null
        && (charset == StandardCharsets.UTF_8
            || charset == StandardCharsets.ISO_8859_1
            || charset == StandardCharsets.US_ASCII)
        && decoder.malformedInputAction() != CodingErrorAction.IGNORE
        && decoder.unmappableCharacterAction() != CodingErrorAction.IGNORE;
  }
}
