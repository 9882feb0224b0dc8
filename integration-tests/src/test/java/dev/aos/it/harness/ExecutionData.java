package dev.aos.it.harness;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;

/** What JaCoCo's agent has written: which of its probes were met, for each class. */
public final class ExecutionData {

  private static final int HEADER = 0x01;
  private static final int SESSION = 0x10;
  private static final int CLASS = 0x11;

  private ExecutionData() {
    // no instances
  }

  /**
   * Reads a file.
   *
   * @return by class: the identity of its class file, and the probes
   */
  public static Map<String, String> read(byte[] file) {
    Map<String, String> classes = new TreeMap<>();
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(file));
    try {
      while (in.available() > 0) {
        int block = in.readUnsignedByte();
        switch (block) {
          case HEADER -> in.skipNBytes(4);
          case SESSION -> {
            in.readUTF();
            in.skipNBytes(16);
          }
          case CLASS -> {
            String id = Long.toHexString(in.readLong());
            classes.put(in.readUTF().replace('/', '.'), id + " " + probes(in));
          }
          default -> throw new IllegalArgumentException("block " + block);
        }
      }
      return classes;
    } catch (IOException torn) {
      throw new UncheckedIOException(torn);
    }
  }

  private static String probes(DataInputStream in) throws IOException {
    int count = number(in);
    BitSet met = new BitSet();
    int bits = 0;
    for (int i = 0; i < count; i++) {
      bits = i % 8 == 0 ? in.readUnsignedByte() : bits >> 1;
      met.set(i, (bits & 1) != 0);
    }
    return count + " probes, met " + met;
  }

  private static int number(DataInputStream in) throws IOException {
    int low = in.readUnsignedByte();
    return low < 0x80 ? low : low & 0x7F | number(in) << 7;
  }
}
