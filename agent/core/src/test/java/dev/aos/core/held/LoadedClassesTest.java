package dev.aos.core.held;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.held.Locking;
import com.acme.held.Monitoring;
import dev.aos.runtime.HoldingCode;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class LoadedClassesTest {

  private static final int MANY = 50_000;

  private final LoadedClasses loaded = new LoadedClasses();
  private final ClassLoader loader = new ClassLoader(null) {};
  private final ClassLoader other = new ClassLoader(null) {};

  private static byte[] bytes(int number) {
    return Integer.toString(number).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  }

  @Test
  void exactlyWhatWasLoadedIsBelieved() {
    loaded.seen(loader, "a/A", bytes(1));
    assertTrue(loaded.isLoaded(loader, "a/A", bytes(1)));
    assertFalse(loaded.isLoaded(loader, "a/A", bytes(2)));
    assertFalse(loaded.isLoaded(loader, "a/B", bytes(1)));
    assertFalse(loaded.isLoaded(other, "a/A", bytes(1)));
  }

  @Test
  void manyClasses() {
    for (int i = 0; i < MANY; i++) {
      loaded.seen(loader, "a/C" + i, bytes(i));
    }
    for (int i = 0; i < MANY; i++) {
      assertTrue(loaded.isLoaded(loader, "a/C" + i, bytes(i)));
      assertFalse(loaded.isLoaded(loader, "a/C" + i, bytes(i + 1)));
    }
  }

  @Test
  void whatAClassHeldBeforeItWasWovenIsNotForgotten() throws IOException {
    byte[] monitors = CodeReaderTest.bytes(Monitoring.class);
    byte[] locks = CodeReaderTest.bytes(Locking.class);
    HoldingCode either = loaded.changed(loader, "a/A", monitors, locks);
    assertEquals(
        CodeReader.read(monitors).or(CodeReader.read(locks)).toString(), either.toString());
    assertEquals(either, loaded.woven(loader, "a/A").orElseThrow());
    // Back to what it was, which is no reason to forget the time between.
    HoldingCode later = loaded.changed(loader, "a/A", monitors, monitors);
    assertEquals(either.toString(), later.toString());
  }

  @Test
  void aSetThatIsFullForgetsTheNewest() {
    LongSet set = new LongSet();
    for (long i = 1; i <= 1_000_000; i++) {
      set.add(i);
    }
    assertTrue(set.contains(1));
    assertFalse(set.contains(1_000_000));
  }
}
