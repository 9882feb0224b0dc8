package dev.aos.core.cli;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/** The jars and directories of a class path, for a look at classes that are not loaded. */
final class ClassPath implements Closeable {

  private static final String CLASS = ".class";

  private final List<File> elements;
  private final URLClassLoader loader;

  private ClassPath(List<File> elements) throws IOException {
    List<URL> urls = new ArrayList<>();
    for (File element : elements) {
      urls.add(element.toURI().toURL());
    }
    this.elements = elements;
    this.loader =
        new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }

  /**
   * Reads a class path as {@code java} does: {@code DIRECTORY/*} means the jars in it.
   *
   * @throws IOException if an element does not exist
   */
  static ClassPath of(String text) throws IOException {
    List<File> elements = new ArrayList<>();
    for (String part : text.split(File.pathSeparator)) {
      if (part.equals("*") || part.endsWith(File.separator + "*")) {
        elements.addAll(jarsIn(new File(part).getAbsoluteFile().getParentFile()));
      } else if (!part.isEmpty()) {
        elements.add(existing(new File(part)));
      }
    }
    return new ClassPath(elements);
  }

  private static File existing(File file) throws IOException {
    if (!file.exists()) {
      throw new IOException("there is no " + file);
    }
    return file;
  }

  private static List<File> jarsIn(File directory) throws IOException {
    File[] jars =
        existing(directory)
            .listFiles((parent, name) -> name.toLowerCase(Locale.ROOT).endsWith(".jar"));
    Arrays.sort(jars);
    return List.of(jars);
  }

  /** Finds the classes as resources, after those of the JDK. */
  ClassLoader loader() {
    return loader;
  }

  /**
   * Visits every class, in the order of the class path.
   *
   * @param visitor gets the internal name and the class file
   */
  void visit(BiConsumer<String, byte[]> visitor) throws IOException {
    for (File element : elements) {
      if (element.isDirectory()) {
        visitDirectory(element.toPath(), visitor);
      } else {
        visitJar(element, visitor);
      }
    }
  }

  private static void visitDirectory(Path directory, BiConsumer<String, byte[]> visitor)
      throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(path -> isClass(path.toString())).sorted().toList()) {
        String name = directory.relativize(file).toString().replace(File.separatorChar, '/');
        visitor.accept(withoutSuffix(name), Files.readAllBytes(file));
      }
    } catch (UncheckedIOException unreadable) {
      throw unreadable.getCause();
    }
  }

  /** What this Java would load of a jar for several. */
  private static void visitJar(File file, BiConsumer<String, byte[]> visitor) throws IOException {
    try (JarFile jar = new JarFile(file, false, ZipFile.OPEN_READ, Runtime.version())) {
      List<JarEntry> entries =
          jar.versionedStream().filter(entry -> isClass(entry.getName())).toList();
      for (JarEntry entry : entries) {
        try (InputStream stream = jar.getInputStream(entry)) {
          visitor.accept(withoutSuffix(entry.getName()), stream.readAllBytes());
        }
      }
    }
  }

  private static boolean isClass(String name) {
    return name.endsWith(CLASS) && !name.endsWith("-info" + CLASS);
  }

  private static String withoutSuffix(String name) {
    return name.substring(0, name.length() - CLASS.length());
  }

  @Override
  public void close() throws IOException {
    loader.close();
  }
}
