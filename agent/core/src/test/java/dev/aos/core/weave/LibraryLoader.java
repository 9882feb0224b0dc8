package dev.aos.core.weave;

import java.util.Map;

/** Defines classes from their bytes, and asks its parent for those that it has no bytes of. */
final class LibraryLoader extends ClassLoader {

  private final Map<String, byte[]> classes;

  /**
   * @param classes the class files, by internal name
   */
  LibraryLoader(Map<String, byte[]> classes) {
    super(LibraryLoader.class.getClassLoader());
    this.classes = classes;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    byte[] bytes = classes.get(name.replace('.', '/'));
    if (bytes == null) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? defineClass(name, bytes, 0, bytes.length) : loaded;
    }
  }
}
