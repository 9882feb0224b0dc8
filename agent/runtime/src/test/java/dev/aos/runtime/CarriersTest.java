package dev.aos.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which thread state can be carried, as the threads that ask see it. */
@Timeout(60)
class CarriersTest {

  private static final int ROUNDS = 2_000;

  /** Each loader has its own. */
  static final class Holder {
    static final ThreadLocal<String> CURRENT = new ThreadLocal<>();
  }

  @Test
  void aThreadSeesACarrierHoweverFarAnotherIsWithIt() throws Exception {
    assertEquals("", LoadedClasses.obstacle());
    String name = Holder.class.getName();
    Carriers.install(
        List.of(
            new CarrierSettings(
                "holder", name, new CarrierSettings.Field("CURRENT", false), true)));
    int before = Carriers.usable().length;
    CyclicBarrier start = new CyclicBarrier(2);
    ExecutorService second = Executors.newSingleThreadExecutor();
    List<ClassLoader> alive = new ArrayList<>();
    try {
      for (int round = 1; round <= ROUNDS; round++) {
        ClassLoader loader = new OwnHolder();
        alive.add(loader);
        Class.forName(name, true, loader);
        Carriers.classDefined(name, loader);
        int delay = round % 500;
        Future<Integer> seen =
            second.submit(
                () -> {
                  start.await();
                  for (int i = 0; i < delay; i++) {
                    Thread.onSpinWait();
                  }
                  return Carriers.usable().length;
                });
        start.await();
        assertEquals(before + round, Carriers.usable().length);
        assertEquals(before + round, seen.get());
      }
    } finally {
      second.shutdownNow();
    }
    assertEquals(ROUNDS, alive.size());
  }

  private static final class OwnHolder extends ClassLoader {

    OwnHolder() {
      super(CarriersTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.equals(Holder.class.getName())) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? define(name) : loaded;
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = file.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException unreadable) {
        throw new ClassNotFoundException(name, unreadable);
      }
    }
  }
}
