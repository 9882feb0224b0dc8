package dev.aos.runtime;

import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * The one way from core to the runtime. Core calls {@link #start} once, when the agent starts,
 * after it has opened the JDK packages that the runtime needs to this class's module.
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
   * @param classFile the class, in package {@code java.lang}, with a static field of type {@link
   *     MethodHandle} for each bootstrap method: {@code CALL}, {@code RESUME_POINT}…; and with
   *     static methods {@code invoke} that take a handle and objects
   * @throws ReflectiveOperationException if {@code java.lang} is not open to this module
   */
  public static void defineTrampoline(byte[] classFile) throws ReflectiveOperationException {
    Lookup lookup = MethodHandles.lookup();
    Class<?> trampoline =
        MethodHandles.privateLookupIn(Object.class, lookup).defineClass(classFile);
    Lookup inside = MethodHandles.privateLookupIn(trampoline, lookup);
    ReferenceLinker.invokeBy(trampoline);
    MethodType bootstrap =
        MethodType.methodType(
            CallSite.class,
            Lookup.class,
            String.class,
            MethodType.class,
            MethodHandle.class,
            int.class);
    for (String name : List.of("call", "entry", "shutdown", "resumePoint", "handle")) {
      MethodHandle handle = lookup.findStatic(Linker.class, name, bootstrap);
      set(
          inside,
          trampoline,
          name.equals("resumePoint") ? "RESUME_POINT" : name.toUpperCase(Locale.ROOT),
          handle);
    }
    for (String name : List.of("begin", "await", "pure")) {
      MethodHandle handle = lookup.findStatic(DeferralLinker.class, name, bootstrap);
      set(inside, trampoline, name.toUpperCase(Locale.ROOT), handle);
    }
    MethodType withArguments = bootstrap.appendParameterTypes(Object[].class);
    MethodHandle reference = lookup.findStatic(Linker.class, "reference", withArguments);
    set(inside, trampoline, "REFERENCE", reference);
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
   * @param stuckAfterNanos how long a handler may be suspended before that is reported; 0 = for
   *     ever
   */
  public static Abilities start(List<PoolSettings> pools, long stuckAfterNanos) {
    Housekeeper.start();
    Pools.open(pools);
    Watch.setLimit(stuckAfterNanos);
    Watch.start();
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
   * Says what is known of receivers; before woven code runs.
   *
   * @param threadSafe tells by its name whether the instances of a type are thread-safe
   * @param origins for each type of handles, by its name, the path to what the handle belongs to
   */
  public static void setReceivers(Predicate<String> threadSafe, Map<String, Path> origins) {
    ReceiverTypes.set(new ReceiverTypes(threadSafe, origins));
  }

  /**
   * Says what is behind objects that only pass it on; before woven code runs.
   *
   * @param wrappers for each class of such objects, by its name, the path to what is behind one
   */
  public static void setWrappers(Map<String, Path> wrappers) {
    Wrappers.set(new Wrappers(wrappers));
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

  /** Says who reads class files: what is held on a stack is found faster with them. */
  public static void readClassFilesWith(HoldingCodeReader reader) {
    StackClass.readWith(reader);
  }

  /** Says that another agent may change classes: what runs may not be what class files say. */
  public static void distrustClassFiles() {
    StackClass.distrustClassFiles();
  }

  /**
   * Says that a loaded class is about to be given other code.
   *
   * @param either what frames of its old and its new code may hold
   */
  public static void codeChanges(Class<?> type, HoldingCode either) {
    StackClass.of(type).codeChanges(either);
  }

  /** Says that classes that are loaded get guards from now on, and threads may be in them. */
  public static void guardsChange() {
    OldFrames.begin();
  }

  /** Says that all guards are in their places. */
  public static void guardsHaveChanged() {
    OldFrames.end();
  }

  /** Threads that have been in an entry since before it had its guard, by their names. */
  public static Map<String, String> oldEntries() {
    return OldFrames.found();
  }

  /** Opens executors that are new, changes others, and lets those end that are not among them. */
  public static void changePools(List<PoolSettings> pools) {
    Pools.change(pools);
  }

  /** What each executor does, and has done. */
  public static List<PoolState> pools() {
    return Pools.states();
  }

  /**
   * Changes how long a handler may be suspended before that is reported.
   *
   * @param nanos 0 = for ever
   */
  public static void setStuckAfter(long nanos) {
    Watch.setLimit(nanos);
  }

  /** Says that the code of a loaded class is replaced by some that takes locks. */
  public static void takesLocks(Class<?> type) {
    StackClass.of(type).takesLocks();
  }

  /** Registers a site and gives its number. */
  public static int addSite(SiteSettings settings) {
    return Registry.add(settings);
  }

  /** Registers an entry and gives its number. */
  public static int addEntry(EntrySettings settings) {
    return Registry.add(settings);
  }

  /** Registers a method that ends a loop and gives its number. */
  public static int addShutdown(ShutdownSettings settings) {
    return Registry.add(settings);
  }

  /** Registers a resume point and gives its number. */
  public static int addResumePoint(ResumePointSettings settings) {
    return Registry.add(settings);
  }

  /**
   * Says which classes are event-loop classes.
   *
   * @param byBinaryName asked once for each class of a task, on event loops
   */
  public static void setEventLoopClasses(Predicate<String> byBinaryName) {
    EventLoopClasses.set(byBinaryName);
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

  /** Whether calls are dispatched. */
  public static boolean isOn() {
    return Switch.isOn();
  }

  /**
   * The handlers that are suspended now. Not for event loops: it asks each loop for the stacks, and
   * waits for its answer for a second.
   *
   * @throws InterruptedException if this thread is interrupted meanwhile
   */
  public static List<SuspendedHandler> suspended() throws InterruptedException {
    return SuspendedHandlers.list();
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
  @Parks("the thread of the shutdown hook")
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
