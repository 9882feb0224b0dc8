package dev.aos.it.harness;

import java.nio.file.Path;

/**
 * A JDK on this machine.
 *
 * @param feature its feature release, 17
 * @param version its full version, 17.0.15
 * @param home its folder
 */
public record Jdk(int feature, String version, Path home) {

  private static final int FIRST_THAT_SUSPENDS = 21;

  /** Whether handlers can be suspended on it. */
  public boolean suspends() {
    return feature >= FIRST_THAT_SUSPENDS;
  }

  /** The path of one of its programs. */
  Path tool(String name) {
    return home.resolve("bin").resolve(name);
  }

  /** The name that tests show. */
  @Override
  public String toString() {
    return "JDK " + feature;
  }
}
