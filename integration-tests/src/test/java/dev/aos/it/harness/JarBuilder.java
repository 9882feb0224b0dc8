package dev.aos.it.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.CRC32;

/** Puts classes of the tests into jars of their own, of any kind. */
public final class JarBuilder {

  private final Manifest manifest = new Manifest();
  private final Map<String, byte[]> contents = new LinkedHashMap<>();
  private final Map<String, byte[]> stored = new LinkedHashMap<>();

  /** A jar with nothing in it. */
  public JarBuilder() {
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
  }

  /** A jar with an agent, its nested classes included. */
  public static Path agent(Path jar, Class<?> agentClass) throws IOException {
    return new JarBuilder()
        .attribute("Premain-Class", agentClass.getName())
        .attribute("Can-Retransform-Classes", "true")
        .classes("", agentClass)
        .build(jar);
  }

  /** With a line in the manifest. */
  public JarBuilder attribute(String name, String value) {
    manifest.getMainAttributes().putValue(name, value);
    return this;
  }

  /** With classes in a folder, each with its nested classes. */
  public JarBuilder classes(String folder, Class<?>... types) {
    for (Class<?> type : types) {
      for (Class<?> one : withNested(type)) {
        String name = one.getName().replace('.', '/') + ".class";
        contents.put(folder + name, resource(type, name));
      }
    }
    return this;
  }

  /** With all that is in another jar, but for its manifest. */
  public JarBuilder contentOf(Path jar) {
    try (JarInputStream in = new JarInputStream(Files.newInputStream(jar))) {
      for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
        if (!entry.isDirectory() && !entry.getName().startsWith("META-INF/")) {
          contents.put(entry.getName(), in.readAllBytes());
        }
      }
      return this;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** With a file. */
  public JarBuilder file(String name, byte[] content) {
    contents.put(name, content);
    return this;
  }

  /** With a file that is not compressed. */
  public JarBuilder stored(String name, Path file) throws IOException {
    stored.put(name, Files.readAllBytes(file));
    return this;
  }

  /** Writes the jar. */
  public Path build(Path jar) throws IOException {
    Files.createDirectories(jar.getParent());
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      for (Map.Entry<String, byte[]> entry : contents.entrySet()) {
        write(out, new JarEntry(entry.getKey()), entry.getValue());
      }
      for (Map.Entry<String, byte[]> entry : stored.entrySet()) {
        write(out, stored(entry.getKey(), entry.getValue()), entry.getValue());
      }
    }
    return jar;
  }

  private static void write(JarOutputStream out, JarEntry entry, byte[] content)
      throws IOException {
    out.putNextEntry(entry);
    out.write(content);
    out.closeEntry();
  }

  private static JarEntry stored(String name, byte[] content) {
    CRC32 checksum = new CRC32();
    checksum.update(content);
    JarEntry entry = new JarEntry(name);
    entry.setMethod(JarEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(checksum.getValue());
    return entry;
  }

  private static byte[] resource(Class<?> type, String name) {
    try (InputStream in = type.getClassLoader().getResourceAsStream(name)) {
      return in.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static List<Class<?>> withNested(Class<?> type) {
    List<Class<?>> types = new ArrayList<>(List.of(type.getDeclaredClasses()));
    types.add(type);
    return types;
  }
}
