package dev.aos.it.harness;

import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Supplier;

/** The releases of Netty that child JVMs can run on. */
public enum Netty {
  /** An older one, as many applications have it. */
  OLDER_4_1(() -> Jars.children("netty-4.1-old")),
  /** The newest one of 4.1. */
  NEWEST_4_1(() -> Jars.children("netty-4.1")),
  /** The one that the fixtures are compiled with. */
  NEWEST_4_2(() -> Jars.netty().toArray(Path[]::new));

  private final Supplier<Path[]> jars;

  Netty(Supplier<Path[]> jars) {
    this.jars = jars;
  }

  /** A JVM whose Netty is this one, before any other. */
  public ChildJvm on(Jdk jdk) {
    ChildJvm child = ChildJvm.on(jdk).classPath(jars.get());
    // Netty 4.1 would have the JVM warn.
    return this == NEWEST_4_2 ? child : child.jvmArgument("-Dio.netty.noUnsafe=true");
  }

  /** The name that tests show. */
  @Override
  public String toString() {
    return "Netty " + name().toLowerCase(Locale.ROOT).replace('_', ' ').replace("4 ", "4.");
  }
}
