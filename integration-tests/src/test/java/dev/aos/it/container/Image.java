package dev.aos.it.container;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An image that tests need.
 *
 * @param key what settings call it, {@code jdk-17}
 * @param title what tests call it, {@code JDK 17}
 * @param name its name
 */
record Image(String key, String title, String name) {

  /** A name that says that there is none. */
  private static final String NONE = "none";

  /** The newest one with long support, those before it that are in use, and the two newest. */
  static final List<Image> JDKS =
      List.of(
          jdk(17, "eclipse-temurin:17"),
          jdk(21, "eclipse-temurin:21"),
          jdk(25, "eclipse-temurin:25"),
          jdk(27, "eclipse-temurin:27"),
          jdk(28, "openjdk:28-ea"));

  static final Image POSTGRES = of("postgres", "PostgreSQL", "postgres:17");

  private static Image jdk(int feature, String name) {
    return of("jdk-" + feature, "JDK " + feature, name);
  }

  /**
   * The image that the system property {@code aos.image.KEY} names, or the environment variable
   * {@code AOS_IMAGE_KEY}, or a public one.
   */
  private static Image of(String key, String title, String standard) {
    String variable = "AOS_IMAGE_" + key.toUpperCase(Locale.ROOT).replace('-', '_');
    String name =
        Stream.of(System.getProperty("aos.image." + key), System.getenv(variable))
            .flatMap(value -> Optional.ofNullable(value).stream())
            .filter(value -> !value.isBlank())
            .findFirst()
            .orElse(standard);
    return new Image(key, title, name);
  }

  /** Skips a test if somebody has said that there is no such image. */
  void needed(String tests) {
    if (name.equals(NONE)) {
      Engine.skip(tests, "there is no image for " + title);
    }
  }
}
