package dev.aos.runtime;

import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * The one way from core to the runtime. Core calls {@link #start} once, in premain, after it has
 * opened the JDK packages that the runtime needs to this class's module.
 */
public final class Control {

  private Control() {
    // no instances
  }

  /**
   * What this JVM lets the agent do.
   *
   * @param suspensionObstacle why handlers can't be suspended, empty if they can
   * @param dispatchObstacle why nothing may be dispatched at all, empty if it may
   */
  public record Abilities(String suspensionObstacle, String dispatchObstacle) {

    /** Whether handlers can be suspended. */
    public boolean suspends() {
      return suspensionObstacle.isEmpty() && dispatchObstacle.isEmpty();
    }
  }

  /** Time that linking has taken on the application's threads. */
  public record Linking(long sites, long nanos) {}

  /**
   * Defines the class that woven code names.
   *
   * @param classFile the class, in package {@code java.lang}, with static fields {@code CALL} and
   *     {@code ENTRY} of type {@link MethodHandle}
   * @throws ReflectiveOperationException if {@code java.lang} is not open to this module
   */
  public static void defineTrampoline(byte[] classFile) throws ReflectiveOperationException {
    Lookup lookup = MethodHandles.lookup();
    Class<?> trampoline =
        MethodHandles.privateLookupIn(Object.class, lookup).defineClass(classFile);
    Lookup inside = MethodHandles.privateLookupIn(trampoline, lookup);
    set(
        inside,
        trampoline,
        "CALL",
        lookup.findStatic(
            Linker.class,
            "call",
            MethodType.methodType(
                CallSite.class,
                Lookup.class,
                String.class,
                MethodType.class,
                MethodHandle.class,
                int.class)));
    set(
        inside,
        trampoline,
        "ENTRY",
        MethodHandles.dropArguments(
            lookup.findStatic(
                Linker.class,
                "entry",
                MethodType.methodType(
                    CallSite.class, Lookup.class, MethodType.class, MethodHandle.class, int.class)),
            1,
            String.class));
  }

  private static void set(Lookup lookup, Class<?> owner, String field, MethodHandle value)
      throws ReflectiveOperationException {
    try {
      lookup.findStaticSetter(owner, field, MethodHandle.class).invoke(value);
    } catch (Throwable thrown) {
      throw Sneaky.rethrow(thrown);
    }
  }

  /**
   * Tries what the JVM can do and opens the executors.
   *
   * @param pools the executors
   */
  public static Abilities start(List<PoolSettings> pools) {
    Housekeeper.start();
    Pools.open(pools);
    Abilities abilities = new Abilities(Continuations.probe(), HeldMonitors.probe());
    Capabilities.setSuspends(abilities.suspends());
    if (abilities.dispatchObstacle().isEmpty()) {
      // On this thread, though it takes time: beside it, the JDK's class generator would be loaded
      // while the transformers of other agents run for the first time here. One that needs the
      // generator itself then ends in a ClassCircularityError, for the rest of the JVM's life.
      new WarmUp(pools.get(0).name()).run();
    }
    return abilities;
  }

  /**
   * Says what thread state there may be; before any class of it is defined.
   *
   * @param harmless classes of variables or values that nobody needs to carry: names, or packages
   *     with {@code .**}
   */
  public static void carry(List<CarrierSettings> carriers, List<String> harmless) {
    StateAudit.ignore(harmless);
    String obstacle = LoadedClasses.obstacle();
    if (obstacle.isEmpty()) {
      Carriers.install(carriers);
    } else {
      Incidents.report("thread state is not carried in this JVM: " + obstacle);
    }
  }

  /**
   * Notes that a loader defines a class that owns thread state, now or a moment ago.
   *
   * @param loader null is the boot loader
   */
  public static void stateClassDefined(String binaryName, ClassLoader loader) {
    Carriers.classDefined(binaryName, loader);
  }

  /** Registers a site and gives its number. */
  public static int addSite(SiteSettings settings) {
    return Registry.add(settings);
  }

  /** Registers an entry and gives its number. */
  public static int addEntry(EntrySettings settings) {
    return Registry.add(settings);
  }

  /** A site by its number, with its counters. */
  public static Site site(int number) {
    return Registry.site(number);
  }

  /** What linking has cost. */
  public static Linking linking() {
    return new Linking(Registry.linked(), Registry.linkingNanos());
  }

  /** What went wrong at run time, each thing once. */
  public static List<String> incidents() {
    return Incidents.all();
  }

  /** Turns dispatching on or off; suspended handlers finish either way. */
  public static void setOn(boolean on) {
    Switch.set(on);
  }

  /** Prints a line on stderr soon, from a thread of AOS's own. */
  public static void print(String line) {
    Housekeeper.print(line);
  }

  /**
   * Waits until all that is in flight now has ended. What begins meanwhile is served too, and not
   * waited for.
   *
   * @param graceNanos how long to wait at most
   * @return what was still in flight at the end
   */
  public static int drain(long graceNanos) {
    InFlight.shutdownBegins();
    Set<Thread> ending = threadsThatEndTheJvm();
    int calls = 0;
    for (Thread thread : ending) {
      calls += Workers.isWorker(thread) ? 1 : 0;
    }
    long deadline = System.nanoTime() + graceNanos;
    int left = InFlight.beforeShutdown(ending) - calls;
    while (left > 0 && System.nanoTime() < deadline) {
      LockSupport.parkNanos(1_000_000);
      left = InFlight.beforeShutdown(ending) - calls;
    }
    return Math.max(0, left);
  }

  /**
   * Threads that stand in {@code System.exit}. It does not return, so neither a loop's handlers nor
   * a worker's call can end while one of them is theirs.
   */
  private static Set<Thread> threadsThatEndTheJvm() {
    Set<Thread> threads = new HashSet<>();
    for (Map.Entry<Thread, StackTraceElement[]> entry : Thread.getAllStackTraces().entrySet()) {
      for (StackTraceElement frame : entry.getValue()) {
        if (frame.getClassName().equals("java.lang.Shutdown")) {
          threads.add(entry.getKey());
        }
      }
    }
    return threads;
  }
}
