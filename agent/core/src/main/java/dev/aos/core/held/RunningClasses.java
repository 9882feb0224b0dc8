package dev.aos.core.held;

import java.util.Optional;

/** Knows classes as they run, whatever is found as a resource of their names. */
public interface RunningClasses {

  /** The class file of a class as the JVM has it; empty if the JVM does not tell. */
  Optional<byte[]> classFile(Class<?> type);
}
