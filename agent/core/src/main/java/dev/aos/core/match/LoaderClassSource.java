package dev.aos.core.match;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.util.Optional;

/**
 * Reads class files as resources of a class loader: in the loader's own order of delegation, and
 * without loading a class.
 *
 * <p>A loader is foreign code. While it looks for a resource it may load classes of its own, for
 * which the agent is called again on the same thread, and asks again. The inner question is not put
 * to the loader, which may stand in the midst of anything; only to the JDK's own application
 * loader, so that what the loader needs for its work, a logger say, is woven like everything else.
 */
final class LoaderClassSource implements ClassSource {

  private final WeakReference<ClassLoader> loader;
  private final ThreadLocal<ClassLoader> reading;

  /**
   * @param loader the loader; it is not kept alive
   * @param reading the loader from which this thread reads, while it does
   */
  LoaderClassSource(ClassLoader loader, ThreadLocal<ClassLoader> reading) {
    this.loader = new WeakReference<>(loader);
    this.reading = reading;
  }

  @Override
  public Optional<byte[]> find(String internalName) throws IOException {
    ClassLoader source = loader.get();
    if (source == null) {
      throw new IOException("the loader is gone");
    }
    ClassLoader outer = reading.get();
    if (outer != null && (outer == source || !isJdksOwn(source))) {
      throw new IOException("a loader asks for classes while it looks for one");
    }
    reading.set(source);
    try (InputStream stream = source.getResourceAsStream(internalName + ".class")) {
      return stream == null ? Optional.empty() : Optional.of(stream.readAllBytes());
    } catch (Throwable failure) {
      throw new IOException("the loader failed on " + internalName, failure);
    } finally {
      restore(outer);
    }
  }

  private void restore(ClassLoader outer) {
    if (outer == null) {
      reading.remove();
    } else {
      reading.set(outer);
    }
  }

  private static boolean isJdksOwn(ClassLoader loader) {
    return loader == ClassLoader.getSystemClassLoader()
        && loader.getClass().getClassLoader() == null;
  }
}
