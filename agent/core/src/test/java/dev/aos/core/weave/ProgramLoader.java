package dev.aos.core.weave;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.BiFunction;

/** Defines the classes of {@code com.acme} afresh, each after a transformation. */
final class ProgramLoader extends ClassLoader {

  private static final String PROGRAM = "com.acme.";

  private final Map<String, byte[]> generated;
  private final BiFunction<ProgramLoader, byte[], byte[]> transformer;

  /**
   * @param generated class files by internal name that are found nowhere else
   * @param transformer what is done to every class file
   */
  ProgramLoader(
      Map<String, byte[]> generated, BiFunction<ProgramLoader, byte[], byte[]> transformer) {
    super(ProgramLoader.class.getClassLoader());
    this.generated = generated;
    this.transformer = transformer;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(PROGRAM)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? define(name) : loaded;
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    try (InputStream stream = getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (stream == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = transformer.apply(this, stream.readAllBytes());
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public InputStream getResourceAsStream(String name) {
    byte[] bytes = generated.get(name.replace(".class", ""));
    return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
  }
}
