package dev.aos.core.cli;

import dev.aos.core.match.ClassFiles;
import dev.aos.core.match.LoaderMap;
import dev.aos.core.report.WeaveLog;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;

/** Which version of each class runs: what weaving has made of it last. Keeps no class loader. */
final class ClassVersions {

  /**
   * A version of a class.
   *
   * @param checksum of the woven class file; {@link #ORIGINAL} if nothing was woven
   * @param exclusive whether methods of the class have lost their monitors to an exclusion
   */
  record Version(long checksum, boolean exclusive) {

    private static final long ORIGINAL = 0;

    /** A class as it came. */
    static final Version UNWOVEN = new Version(ORIGINAL, false);

    /** A woven class. */
    static Version of(byte[] wovenFile, boolean exclusive) {
      CRC32 checksum = new CRC32();
      checksum.update(wovenFile, 0, wovenFile.length);
      return new Version((long) wovenFile.length << Integer.SIZE | checksum.getValue(), exclusive);
    }

    boolean isWoven() {
      return checksum != ORIGINAL;
    }
  }

  /** The classes of a loader. */
  static final class OfLoader {
    private final int number;
    private final Map<String, Version> woven = new ConcurrentHashMap<>();

    private OfLoader(int number) {
      this.number = number;
    }

    /** What the log knows a class by, also when its loader is gone. */
    WeaveLog.ClassKey key(String internalName) {
      return new WeaveLog.ClassKey(number, ClassFiles.binaryName(internalName));
    }

    /** The version of a class that runs. */
    Version version(String internalName) {
      Version version = woven.get(internalName);
      return version == null ? Version.UNWOVEN : version;
    }

    /** Notes a class's version. */
    void put(String internalName, Version version) {
      if (version.isWoven()) {
        woven.put(internalName, version);
      } else {
        woven.remove(internalName);
      }
    }
  }

  private final AtomicInteger lastNumber = new AtomicInteger();
  private final LoaderMap<OfLoader> loaders =
      new LoaderMap<>() {
        @Override
        protected OfLoader make(ClassLoader loader) {
          return new OfLoader(lastNumber.incrementAndGet());
        }
      };

  /** The classes of a loader; null is the bootstrap loader. */
  OfLoader of(ClassLoader loader) {
    return loaders.of(loader);
  }
}
