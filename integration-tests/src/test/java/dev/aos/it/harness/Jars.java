package dev.aos.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The jars that child JVMs need. */
public final class Jars {

  private Jars() {
    // no instances
  }

  /** The jar under test. */
  public static Path agent() {
    return existing(Path.of(System.getProperty("aos.agent", "../agent/target/aos-agent.jar")));
  }

  /** The folder of the demo application: its rules, its jar under {@code target}. */
  public static Path demo() {
    return existing(Path.of(System.getProperty("aos.demo", "../demo-app")));
  }

  /** A third-party jar that is on no class path of the tests. */
  public static Path child(String name) {
    return existing(childJars().resolve(name + ".jar"));
  }

  /** All third-party jars of a folder, none of which is on a class path of the tests. */
  public static Path[] children(String folder) {
    Path place = existing(childJars().resolve(folder));
    try (Stream<Path> jars = Files.list(place)) {
      return jars.sorted().toArray(Path[]::new);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /**
   * The sets of classes that are woven as a whole: {@code sample}, in a full run also all other
   * folders of jars, and the JDK in parts.
   */
  public static List<String> massSets() {
    if (!Rounds.isFull()) {
      return List.of("sample");
    }
    String[] folders = existing(massJars()).toFile().list();
    return Stream.concat(Stream.of(folders).sorted(), Stream.of("jdk")).toList();
  }

  /** The folder of such a set. */
  public static Path mass(String set) {
    return existing(massJars().resolve(set));
  }

  /** The folder with the sets of classes that are woven as a whole. */
  public static Path massJars() {
    return Path.of(System.getProperty("aos.mass-jars", "target/mass-jars"));
  }

  /** The folder with the third-party jars that are on no class path of the tests. */
  public static Path childJars() {
    return Path.of(System.getProperty("aos.child-jars", "target/child-jars"));
  }

  /** The compiled fixtures. */
  static Path fixtures() {
    return source(Jars.class);
  }

  /** Netty, as the fixtures use it. */
  public static List<Path> netty() {
    return Stream.of(
            "io.netty.buffer.ByteBuf",
            "io.netty.channel.Channel",
            "io.netty.channel.epoll.Epoll",
            "io.netty.channel.unix.Unix",
            "io.netty.handler.codec.ByteToMessageDecoder",
            "io.netty.handler.codec.compression.ZlibCodecFactory",
            "io.netty.handler.codec.http.HttpServerCodec",
            "io.netty.handler.codec.http2.Http2FrameCodec",
            "io.netty.handler.timeout.IdleStateHandler",
            "io.netty.resolver.AddressResolver",
            "io.netty.util.concurrent.Future")
        .map(name -> source(named(name)))
        .toList();
  }

  /** Libraries that bind state to threads. */
  public static Path[] threadState() {
    return Stream.of(
            "ch.qos.logback.classic.Logger",
            "ch.qos.logback.core.Context",
            "org.slf4j.MDC",
            "org.apache.logging.log4j.ThreadContext",
            "org.apache.logging.log4j.core.Logger",
            "io.opentelemetry.api.trace.Span",
            "io.opentelemetry.common.ComponentLoader",
            "io.opentelemetry.context.Context",
            "io.micrometer.context.ContextRegistry",
            "io.micrometer.observation.Observation",
            "io.micrometer.common.KeyValue",
            "org.apache.commons.logging.Log",
            "org.springframework.core.NamedThreadLocal",
            "org.springframework.beans.BeansException",
            "org.springframework.context.i18n.LocaleContextHolder",
            "org.springframework.web.context.request.RequestContextHolder",
            "org.springframework.transaction.support.TransactionSynchronizationManager",
            "org.springframework.security.core.context.SecurityContextHolder")
        .map(name -> source(named(name)))
        .toArray(Path[]::new);
  }

  /** ASM, as the tests use it. */
  public static Path[] asm() {
    return Stream.of("ClassReader", "tree.ClassNode", "commons.InstructionAdapter")
        .map(name -> source(named("org.objectweb.asm." + name)))
        .toArray(Path[]::new);
  }

  /** The jar or folder that a class of the tests comes from. */
  public static Path source(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static Class<?> named(String name) {
    try {
      return Class.forName(name, false, Jars.class.getClassLoader());
    } catch (ClassNotFoundException missing) {
      throw new IllegalStateException(missing);
    }
  }

  private static Path existing(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    if (!Files.exists(absolute)) {
      throw new IllegalStateException(absolute + " does not exist: build it first (mvn package)");
    }
    return absolute;
  }
}
