package dev.aos.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LauncherTest {

  @ParameterizedTest
  @CsvSource({"1.8, 8", "9, 9", "11, 11", "17, 17", "25, 25", "28, 28"})
  void theMajorVersionOfEveryJava(String specificationVersion, int major) {
    assertEquals(major, Launcher.majorVersion(specificationVersion));
  }
}
