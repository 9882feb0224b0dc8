package dev.aos.core.held;

import dev.aos.core.match.LoaderMap;
import dev.aos.runtime.HoldingCode;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;

/**
 * What the agent's transformer has seen of the classes of each loader: a checksum of each class
 * file, by which one that is found as a resource later is known to be what was loaded (loaders may
 * change classes too); and what the classes that were woven hold, since their code stands nowhere
 * else. Some ten bytes for a class.
 */
public final class LoadedClasses {

  private final LoaderMap<OfLoader> loaders =
      new LoaderMap<>() {
        @Override
        protected OfLoader make(ClassLoader loader) {
          return new OfLoader();
        }
      };

  private static final class OfLoader {
    private final LongSet seen = new LongSet();
    private final Map<String, HoldingCode> woven = new ConcurrentHashMap<>();
  }

  /**
   * A class is being loaded.
   *
   * @param loader its loader
   * @param name its internal name
   * @param classFile its class file
   */
  public void seen(ClassLoader loader, String name, byte[] classFile) {
    OfLoader known = of(loader);
    long number = number(name, classFile);
    synchronized (known) {
      known.seen.add(number);
    }
  }

  /** A class that is being loaded has been woven; these are the bytes that will run. */
  public void woven(ClassLoader loader, String name, byte[] wovenFile) {
    HoldingCode code = CodeReader.read(wovenFile);
    of(loader).woven.put(name, code);
  }

  /**
   * A class that runs is given other code. Frames of the old code stay.
   *
   * @param original the class file without what was woven
   * @param newFile the bytes that will run
   * @return what frames of either may hold
   */
  public HoldingCode changed(ClassLoader loader, String name, byte[] original, byte[] newFile) {
    OfLoader known = of(loader);
    HoldingCode before = known.woven.get(name);
    HoldingCode either =
        (before == null ? CodeReader.read(original) : before).or(CodeReader.read(newFile));
    known.woven.put(name, either);
    return either;
  }

  /** Whether exactly this class file has been loaded by that name, and not woven. */
  boolean isLoaded(ClassLoader loader, String name, byte[] classFile) {
    OfLoader known = of(loader);
    long number = number(name, classFile);
    synchronized (known) {
      return known.seen.contains(number);
    }
  }

  /** Whether a class is woven, or has been. */
  public boolean isWoven(ClassLoader loader, String name) {
    return of(loader).woven.containsKey(name);
  }

  /** What a woven class holds; empty if it was not woven. */
  Optional<HoldingCode> woven(ClassLoader loader, String name) {
    return Optional.ofNullable(of(loader).woven.get(name));
  }

  private OfLoader of(ClassLoader loader) {
    return loaders.of(loader);
  }

  private static long number(String name, byte[] classFile) {
    CRC32 checksum = new CRC32();
    checksum.update(classFile, 0, classFile.length);
    long number = checksum.getValue() << 32 | name.hashCode() & 0xFFFFFFFFL;
    return number == 0 ? 1 : number;
  }
}
