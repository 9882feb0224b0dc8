package dev.aos.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aos.it.harness.Jars;
import dev.aos.it.harness.NotInContainers;
import dev.aos.it.harness.SecondBuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The same sources and the same JDK give the same jar. */
@NotInContainers
class ReproducibleIT {

  /**
   * In another folder, time zone, locale and encoding, with another umask. A jar that lay there
   * before this build may be of other sources or of another JDK; {@code -Daos.built=now} says that
   * it is not.
   */
  @Test
  @DisabledIfSystemProperty(named = "aos.built", matches = "|true")
  @EnabledIfSystemProperty(named = "maven.home", matches = ".+")
  void aSecondBuildElsewhereGivesTheSameBytes() throws IOException, InterruptedException {
    Path first = Jars.agent();
    Path second = SecondBuild.run();
    assertEquals(List.of(), differences(first, second), "entries that differ");
    assertEquals(-1, Files.mismatch(first, second), "the entries are the same, the jars are not");
  }

  private static List<String> differences(Path first, Path second) throws IOException {
    Map<String, byte[]> one = contents(first);
    Map<String, byte[]> other = contents(second);
    Set<String> names = new TreeSet<>(one.keySet());
    names.addAll(other.keySet());
    List<String> different = new ArrayList<>(names);
    different.removeIf(name -> Arrays.equals(one.get(name), other.get(name)));
    return different;
  }

  private static Map<String, byte[]> contents(Path jar) throws IOException {
    Map<String, byte[]> contents = new TreeMap<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      for (JarEntry entry : file.stream().toList()) {
        contents.put(entry.getName(), file.getInputStream(entry).readAllBytes());
      }
    }
    return contents;
  }
}
