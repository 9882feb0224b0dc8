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
 * to the loader, which may stand in the midst of anything.
 */
final class LoaderClassSource implements ClassSource {

  private final WeakReference<ClassLoader> loader;
  private final ThreadLocal<Boolean> reading;

  /**
   * @param loader the loader; it is not kept alive
   * @param reading set while this thread reads from any loader
   */
  LoaderClassSource(ClassLoader loader, ThreadLocal<Boolean> reading) {
    this.loader = new WeakReference<>(loader);
    this.reading = reading;
  }

  @Override
  public Optional<byte[]> find(String internalName) throws IOException {
    if (reading.get() != null) {
      throw new IOException("the loader asks for classes while it looks for " + internalName);
    }
    ClassLoader source = loader.get();
    if (source == null) {
      throw new IOException("the loader is gone");
    }
    reading.set(Boolean.TRUE);
    try (InputStream stream = source.getResourceAsStream(internalName + ".class")) {
      return stream == null ? Optional.empty() : Optional.of(stream.readAllBytes());
    } catch (Throwable failure) {
      throw new IOException("the loader failed on " + internalName, failure);
    } finally {
      reading.remove();
    }
  }
}
