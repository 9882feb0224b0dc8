package dev.aos.core.match;

import java.io.IOException;
import java.util.Optional;

/** Where the bytes of classes come from. */
@FunctionalInterface
public interface ClassSource {

  /**
   * The bytes of a class, or empty if there is no such class.
   *
   * @param internalName the class
   * @throws IOException if it can't be said now whether there is such a class
   */
  Optional<byte[]> find(String internalName) throws IOException;

  /**
   * Whether a class is the JDK's, the same for every loader: no loader may define one in {@code
   * java.*}.
   */
  default boolean isJdkClass(String internalName) {
    return internalName.startsWith("java/");
  }
}
