package dev.aos.core.weave;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestEngine;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.commons.GeneratorAdapter;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.util.Textifier;
import org.snakeyaml.engine.v2.api.Load;

/** Class files that nobody wrote for these tests. */
final class RealClasses {

  private static final int ONE_OF = Boolean.getBoolean("aos.full") ? 1 : 10;

  private RealClasses() {
    // no instances
  }

  /** The classes of the libraries that are on the tests' class path anyway. */
  static List<byte[]> ofLibraries() throws IOException {
    List<byte[]> classes = new ArrayList<>();
    for (Class<?> oneOfJar :
        List.of(
            ClassReader.class,
            ClassNode.class,
            Analyzer.class,
            GeneratorAdapter.class,
            Textifier.class,
            Load.class,
            Test.class,
            TestEngine.class)) {
      addJar(oneOfJar, classes);
    }
    return classes;
  }

  private static void addJar(Class<?> oneOfJar, List<byte[]> classes) throws IOException {
    String location = oneOfJar.getProtectionDomain().getCodeSource().getLocation().toString();
    try (JarFile jar = new JarFile(new File(URI.create(location)))) {
      for (JarEntry entry : Collections.list(jar.entries())) {
        if (isClass(entry.getName())) {
          try (InputStream stream = jar.getInputStream(entry)) {
            classes.add(stream.readAllBytes());
          }
        }
      }
    }
  }

  /** The fixtures that lie beside a class. */
  static List<byte[]> ofPackage(Class<?> oneOfPackage) throws IOException {
    URI place =
        URI.create(oneOfPackage.getResource(oneOfPackage.getSimpleName() + ".class").toString());
    List<byte[]> classes = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of(place).getParent())) {
      for (Path file : files.filter(path -> isClass(path.toString())).sorted().toList()) {
        classes.add(Files.readAllBytes(file));
      }
    }
    return classes;
  }

  /** A tenth of the classes of the running JDK, always the same, or in a full run all. */
  static List<byte[]> ofJdk() throws IOException {
    List<byte[]> classes = new ArrayList<>();
    Path modules = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules");
    try (Stream<Path> files = Files.walk(modules)) {
      List<Path> all = files.filter(path -> isClass(path.toString())).sorted().toList();
      for (int i = 0; i < all.size(); i += ONE_OF) {
        classes.add(Files.readAllBytes(all.get(i)));
      }
    }
    return classes;
  }

  private static boolean isClass(String name) {
    return name.endsWith(".class") && !name.endsWith("module-info.class");
  }
}
