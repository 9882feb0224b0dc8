package dev.aos.core.match;

/**
 * Whether class files may be searched for before the application's main method.
 *
 * <p>Before JDK 25 any class loader's search for a resource of the JDK makes the default file
 * system (JDK-8331467), and with it the provider that the application may have named and is not
 * ready for yet.
 */
public final class ResourceSearch {

  private static final int MAKES_NO_FILE_SYSTEM = 25;
  private static final String OWN_PROVIDER = "java.nio.file.spi.DefaultFileSystemProvider";

  private ResourceSearch() {
    // no instances
  }

  /** Whether a search makes nothing of the application's. */
  public static boolean isHarmless() {
    return Runtime.version().feature() >= MAKES_NO_FILE_SYSTEM
        || System.getProperty(OWN_PROVIDER) == null;
  }
}
