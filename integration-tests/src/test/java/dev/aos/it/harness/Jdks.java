package dev.aos.it.harness;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The JDKs of this machine, 17 and later, one for each feature release. */
public final class Jdks {

  private static final int OLDEST = 17;
  private static final List<Jdk> ALL = find();

  private Jdks() {
    // no instances
  }

  /** All of them, the oldest first. */
  public static List<Jdk> all() {
    return ALL;
  }

  /** Those on which handlers can be suspended. */
  public static List<Jdk> suspending() {
    return ALL.stream().filter(Jdk::suspends).toList();
  }

  /** The newest one. */
  public static Jdk newest() {
    return ALL.get(ALL.size() - 1);
  }

  private static List<Jdk> find() {
    Map<Integer, Jdk> byFeature = new TreeMap<>();
    for (Path home : candidates()) {
      jdk(home)
          .filter(jdk -> jdk.feature() >= OLDEST)
          .ifPresent(jdk -> byFeature.putIfAbsent(jdk.feature(), jdk));
    }
    return List.copyOf(byFeature.values());
  }

  /** The JDK of the tests first: where two have one feature release, the first is taken. */
  private static List<Path> candidates() {
    List<Path> homes = new ArrayList<>();
    homes.add(Path.of(System.getProperty("java.home")));
    Optional.ofNullable(System.getenv("JAVA_HOME")).map(Path::of).ifPresent(homes::add);
    String user = System.getProperty("user.home");
    for (String folder : List.of("/usr/lib/jvm", "/opt", user + "/.sdkman/candidates/java")) {
      homes.addAll(foldersIn(Path.of(folder)));
    }
    return homes;
  }

  private static List<Path> foldersIn(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted(Comparator.naturalOrder()).toList();
    } catch (IOException unreadable) {
      return List.of();
    }
  }

  private static Optional<Jdk> jdk(Path home) {
    if (!Files.isExecutable(home.resolve("bin/java"))) {
      return Optional.empty();
    }
    Properties release = new Properties();
    try (Reader reader = Files.newBufferedReader(home.resolve("release"))) {
      release.load(reader);
      String version = release.getProperty("JAVA_VERSION", "").replace("\"", "");
      int feature = Runtime.Version.parse(version).feature();
      return Optional.of(new Jdk(feature, version, home.toRealPath()));
    } catch (IOException | IllegalArgumentException noJdk) {
      return Optional.empty();
    }
  }
}
