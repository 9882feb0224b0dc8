package dev.aos.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A stateful object whose calls end when the test says so; it notes what they do in it. */
class TestReceiver {

  private static final AtomicInteger NAMES = new AtomicInteger();

  private final List<String> log = new ArrayList<>();
  private final List<String> allowed = new ArrayList<>();
  private int inside;
  private int most;

  /** A woven call of {@link #use}. */
  static final class Site {

    private final MethodHandle woven;
    private final dev.aos.runtime.Site site;

    private Site(MethodHandle woven, dev.aos.runtime.Site site) {
      this.woven = woven;
      this.site = site;
    }

    /** Links a call in a pool of its own, whose rule stands at the given place. */
    static Site of(OrderSettings.Kind order, String rule) {
      return of(order, rule, 8);
    }

    static Site of(OrderSettings.Kind order, String rule, int threads) {
      String pool = "receiver" + NAMES.incrementAndGet();
      Pools.open(List.of(new PoolSettings(pool, threads, 1000, TimeUnit.SECONDS.toNanos(10))));
      return in(pool, order, rule);
    }

    private static Site in(String pool, OrderSettings.Kind order, String rule) {
      int number =
          Registry.add(
              TestSite.at("TestReceiver", pool, 1, "TestReceiver.use", pool)
                  .order(new OrderSettings(order, rule))
                  .settings());
      try {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        MethodHandle use =
            lookup.findVirtual(
                TestReceiver.class, "use", MethodType.methodType(String.class, String.class));
        return new Site(
            Linker.call(lookup, "use", use.type(), use, number).getTarget(), Registry.site(number));
      } catch (ReflectiveOperationException impossible) {
        throw new AssertionError(impossible);
      }
    }

    /** A call in the same pool that overlaps with all others. */
    Site unordered() {
      return in(site.settings().executor(), OrderSettings.Kind.NONE, "");
    }

    String use(TestReceiver receiver, String name) {
      try {
        return (String) woven.invokeExact(receiver, name);
      } catch (Throwable thrown) {
        throw Sneaky.rethrow(thrown);
      }
    }

    dev.aos.runtime.Site site() {
      return site;
    }
  }

  /** Blocks until the test lets the call end; one whose name begins with "fail" throws. */
  synchronized String use(String name) throws InterruptedException {
    inside++;
    most = Math.max(most, inside);
    log.add(name);
    notifyAll();
    while (!allowed.contains(name)) {
      wait();
    }
    inside--;
    if (name.startsWith("fail")) {
      throw new OutOfMemoryError(name);
    }
    return name;
  }

  synchronized void letEnd(String... names) {
    allowed.addAll(List.of(names));
    notifyAll();
  }

  /** Waits until so many calls have begun, and gives their names in order. */
  synchronized List<String> awaitBegun(int calls) throws InterruptedException {
    while (log.size() < calls) {
      wait();
    }
    return List.copyOf(log);
  }

  synchronized List<String> begun() {
    return List.copyOf(log);
  }

  /** The largest number of calls that were inside at once. */
  synchronized int most() {
    return most;
  }
}
