package dev.aos.core.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.objectweb.asm.ClassReader;

/**
 * Class files with random mistakes: weaving them ends, throws nothing, and what the JVM takes as it
 * is it takes woven.
 */
class MutatedClassFilesTest {

  private static final int FILES = 4_000;
  private static final int MOST_MISTAKES = 4;

  private final long seed = Long.getLong("aos.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final Map<String, byte[]> library = new HashMap<>();

  @Test
  @Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void weaving_ends_and_throws_nothing_and_the_jvm_takes_what_it_took() throws IOException {
    System.out.println("mutated class files: -Daos.seed=" + seed);
    List<byte[]> originals = RealClasses.ofLibraries();
    for (byte[] original : originals) {
      library.put(new ClassReader(original).getClassName(), original);
    }
    ClassWeaver weaver = Program.weaver(MassWeavingTest.broadRules().build(), new TestRegistry());
    int taken = 0;
    for (int i = 0; i < FILES; i++) {
      byte[] original = originals.get(random.nextInt(originals.size()));
      String name = new ClassReader(original).getClassName();
      byte[] mutated = mutated(original);
      byte[] copy = mutated.clone();
      WeaveResult result = weave(weaver, name, mutated, i);
      assertTrue(Arrays.equals(copy, mutated), "the class file was changed in its place");
      if (result instanceof WeaveResult.Woven woven && link(name, mutated).equals("taken")) {
        taken++;
        assertEquals("taken", link(name, woven.bytes()), "seed " + seed + ", file " + i);
      }
    }
    System.out.println(taken + " of " + FILES + " were woven and taken by the JVM");
    assertTrue(taken > FILES / 40, taken + " were woven and taken by the JVM");
  }

  private WeaveResult weave(ClassWeaver weaver, String name, byte[] classFile, int number) {
    try {
      return weaver.weave(getClass().getClassLoader(), name, classFile);
    } catch (Throwable failure) {
      throw new AssertionError("seed " + seed + ", file " + number, failure);
    }
  }

  private byte[] mutated(byte[] original) {
    byte[] mutated = original.clone();
    for (int mistakes = 1 + random.nextInt(MOST_MISTAKES); mistakes > 0; mistakes--) {
      int place = random.nextInt(mutated.length);
      switch (random.nextInt(6)) {
        case 0 -> mutated[place] = (byte) random.nextInt();
        case 1 -> mutated[place] ^= (byte) (1 << random.nextInt(8));
        case 2 -> mutated[place] += (byte) (random.nextBoolean() ? 1 : -1);
        case 3 -> mutated[random.nextInt(mutated.length)] = mutated[place];
        case 4 -> mutated = replaced(mutated, place, random.nextInt(4), random.nextInt(4));
        default -> {
          if (random.nextInt(8) == 0) {
            return Arrays.copyOf(mutated, place);
          }
        }
      }
      if (mutated.length == 0) {
        return mutated;
      }
    }
    return mutated;
  }

  /** With some bytes cut out, and others put in. */
  private byte[] replaced(byte[] bytes, int from, int cut, int put) {
    ByteArrayOutputStream replaced = new ByteArrayOutputStream();
    replaced.write(bytes, 0, from);
    for (int i = 0; i < put; i++) {
      replaced.write(random.nextInt());
    }
    int rest = Math.min(bytes.length, from + cut);
    replaced.write(bytes, rest, bytes.length - rest);
    return replaced.toByteArray();
  }

  /** Lets the JVM verify a class, but not initialise it. */
  private String link(String name, byte[] classFile) {
    Map<String, byte[]> classes = new HashMap<>(library);
    classes.put(name, classFile);
    try {
      var unused = new LibraryLoader(classes).loadClass(name.replace('/', '.')).getDeclaredFields();
      return "taken";
    } catch (LinkageError | ClassNotFoundException refused) {
      return refused.toString();
    }
  }
}
