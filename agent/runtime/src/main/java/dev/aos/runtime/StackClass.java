package dev.aos.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/**
 * What is known of a class that stands on a stack. Made when a guard meets the class for the first
 * time, on an event loop, and so of what costs little: the names in its constant pool. Its code is
 * read later, on a thread of AOS's own.
 */
final class StackClass extends WeakReference<Class<?>> {

  /** Classes that need no reading. */
  enum Kind {
    ORDINARY,
    /** Holds nothing: AOS itself, and what the JDK generates for lambdas and method handles. */
    HARMLESS,
    /** The frames of a continuation's start. */
    CONTINUATION,
    /** Binds scoped values while it calls back. */
    SCOPED_VALUE_CARRIER
  }

  private static final int MOST_FREE = 16;

  private static final MethodHandle SHOULD_BE_INITIALIZED = shouldBeInitialized();

  private static final AtomicReferenceFieldUpdater<StackClass, HoldingCode> CODE =
      AtomicReferenceFieldUpdater.newUpdater(StackClass.class, HoldingCode.class, "code");

  /** How often a class has been given other code. */
  private static final AtomicInteger CHANGES = new AtomicInteger();

  private static final ClassValue<StackClass> ALL =
      new ClassValue<>() {
        @Override
        protected StackClass computeValue(Class<?> type) {
          return new StackClass(type);
        }
      };

  /**
   * Those that were asked for last, by the hash of their class: a walk asks for every frame, and
   * the way through a {@link ClassValue} is three times as long (HeldGuard). Nothing keeps a class
   * here.
   */
  private static final AtomicReferenceArray<StackClass> RECENT =
      new AtomicReferenceArray<>(1 << 10);

  private static volatile HoldingCodeReader reader;
  private static volatile boolean distrusted;

  private final Kind kind;
  private volatile boolean namesLocks;
  private final boolean poolsBase;

  /** Set by {@link #CODE} and by whoever changes the class. */
  private volatile HoldingCode code;

  private boolean initialized;

  /** Whether the JVM by itself calls no method of the class. */
  private final boolean calledByName;

  /** Classes under whose frames those of this class hold nothing; null until the first. */
  private volatile Free free;

  /** The code by which nothing can be held by its frames; null if something can. */
  private volatile HoldingCode harmlessAs;

  /**
   * Classes under whose frames one of another class holds nothing.
   *
   * @param changes how often code had changed when that was found out; it holds as long as none
   *     does
   */
  private record Free(int changes, StackClass[] classes) {}

  private StackClass(Class<?> type) {
    super(type);
    kind = kind(type);
    namesLocks = kind == Kind.ORDINARY && LockNames.in(type) && !isLoopsOwn(type);
    poolsBase = isPoolsBase(type);
    calledByName = isCalledByName(type);
    HoldingCodeReader known = reader;
    if (kind == Kind.ORDINARY && known != null) {
      Optional<HoldingCode> woven = known.ofWoven(type);
      if (woven.isPresent()) {
        know(woven.get());
      } else if (namesLocks) {
        // Until it is read its calls run directly; the others only cost more.
        Housekeeper.readFirst(new Reading(this, type, known));
      } else {
        Housekeeper.read(new Reading(this, type, known));
      }
    }
  }

  /** What is known of a class. */
  static StackClass of(Class<?> type) {
    int slot = System.identityHashCode(type) & RECENT.length() - 1;
    StackClass recent = RECENT.getAcquire(slot);
    if (recent != null && recent.refersTo(type)) {
      return recent;
    }
    StackClass known = ALL.get(type);
    RECENT.setRelease(slot, known);
    return known;
  }

  /** Says who reads class files; without, every class stays unknown. */
  static void readWith(HoldingCodeReader classFiles) {
    reader = classFiles;
  }

  /** From now on class files are not trusted to be what runs: another agent may change classes. */
  static void distrustClassFiles() {
    distrusted = true;
  }

  static boolean areClassFilesDistrusted() {
    return distrusted;
  }

  private static Kind kind(Class<?> type) {
    String name = type.getName();
    if (type.getClassLoader() == null) {
      if (name.startsWith("dev.aos.runtime.")
          || name.equals("java.lang.$AOS")
          || type.isHidden() && name.startsWith("java.lang.invoke.")) {
        return Kind.HARMLESS;
      }
      if (name.equals("jdk.internal.vm.Continuation")) {
        return Kind.CONTINUATION;
      }
      if (name.equals("java.lang.ScopedValue$Carrier")) {
        return Kind.SCOPED_VALUE_CARRIER;
      }
    }
    // The JDK's proxy of a lambda only calls the method that has the lambda's code.
    boolean lambda = type.isHidden() && type.isSynthetic() && name.contains("$$Lambda");
    return lambda ? Kind.HARMLESS : Kind.ORDINARY;
  }

  private static boolean isLoopsOwn(Class<?> type) {
    HoldingCodeReader known = reader;
    return known != null && known.isLoopsOwn(type.getName());
  }

  private static boolean isPoolsBase(Class<?> type) {
    return type.getClassLoader() == null
        && type.getName().equals("java.util.concurrent.ThreadPoolExecutor");
  }

  /**
   * Whether methods of a class are reached by calls that name them. Not those of class loaders,
   * which the JVM calls where an instruction needs a class, nor those of the JDK, which it calls
   * for that and more; and what stands behind a hidden class nobody knows.
   */
  private static boolean isCalledByName(Class<?> type) {
    return type.getClassLoader() != null
        && !type.isHidden()
        && !ClassLoader.class.isAssignableFrom(type);
  }

  /**
   * Whether a frame of this class may hold something, by what stands right above it: where it holds
   * something it calls only so many methods, and mostly none that the class above declares. So a
   * look at classes is enough for classes that do take monitors or locks elsewhere.
   *
   * @param type this class
   * @param above the class of the frame that this one has called
   */
  boolean mayHoldUnder(Class<?> type, StackClass above) {
    Free known = free;
    if (known != null && known.changes() == CHANGES.get()) {
      for (StackClass one : known.classes()) {
        if (one == above) {
          return false;
        }
      }
    }
    return !isFreeUnder(type, above);
  }

  private boolean isFreeUnder(Class<?> type, StackClass above) {
    int changes = CHANGES.get();
    HoldingCode own = code;
    HoldingCode others = above.code;
    if (kind != Kind.ORDINARY || own == null || own.hasNatives() || mayBeInitializing(type)) {
      return false;
    }
    if (isHarmless()) {
      return true;
    }
    // A class that runs its initialiser may be what the JVM has called.
    if (others == null || !above.calledByName || !above.initialized || own.mayHoldUnder(others)) {
      return false;
    }
    Free before = free;
    int count = before == null || before.changes() != changes ? 0 : before.classes().length;
    if (count < MOST_FREE) {
      StackClass[] more =
          count == 0 ? new StackClass[1] : Arrays.copyOf(before.classes(), count + 1);
      more[count] = above;
      free = new Free(changes, more);
    }
    return true;
  }

  Kind kind() {
    return kind;
  }

  /** Whether nothing can be held by its frames. */
  boolean isHarmless() {
    if (kind == Kind.HARMLESS) {
      return true;
    }
    HoldingCode known = harmlessAs;
    return known != null && known == code;
  }

  /** Whether the class names methods that take locks. */
  boolean namesLocks() {
    return namesLocks;
  }

  /**
   * Whether a method is known to hold no lock without reading its code. Such is the method that
   * runs the tasks of a pool of the JDK: it stands on every stack there, and holds nothing but the
   * mark of a busy worker, which nobody waits for.
   */
  boolean isKnownToHoldNoLock(String method) {
    return poolsBase && method.equals("runWorker");
  }

  /** The class is given code that takes locks. */
  void takesLocks() {
    namesLocks = true;
    HoldingCode known = code;
    if (known != null) {
      codeChanges(known.or(known));
    }
  }

  /**
   * The class is about to be given other code.
   *
   * @param either what frames of its old and its new code may hold
   */
  void codeChanges(HoldingCode either) {
    code = either;
    CHANGES.incrementAndGet();
    settle();
  }

  /** What its code holds; null as long as that is unknown. */
  HoldingCode code() {
    return code;
  }

  /** Whether a frame of this class can be its initialiser. */
  boolean mayBeInitializing(Class<?> type) {
    if (initialized) {
      return false;
    }
    if (SHOULD_BE_INITIALIZED == null) {
      return true;
    }
    try {
      initialized = !(boolean) SHOULD_BE_INITIALIZED.invokeExact(type);
    } catch (Throwable failed) {
      return true;
    }
    if (initialized) {
      settle();
    }
    return !initialized;
  }

  private void know(HoldingCode read) {
    // What has been said of a change meanwhile is newer.
    CODE.compareAndSet(this, null, read);
    settle();
  }

  private void settle() {
    HoldingCode known = code;
    if (initialized
        && known != null
        && known.monitorsKnown()
        && !known.hasMonitors()
        && !known.hasNatives()
        && !namesLocks) {
      harmlessAs = known;
    }
  }

  private static MethodHandle shouldBeInitialized() {
    try {
      Class<?> unsafe = Class.forName("jdk.internal.misc.Unsafe", true, null);
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      Object instance =
          lookup.findStatic(unsafe, "getUnsafe", MethodType.methodType(unsafe)).invoke();
      return lookup
          .findVirtual(
              unsafe, "shouldBeInitialized", MethodType.methodType(boolean.class, Class.class))
          .bindTo(instance)
          .asType(MethodType.methodType(boolean.class, Class.class));
    } catch (Throwable unavailable) {
      // The method's name tells as well, and takes longer.
      return null;
    }
  }

  private static final class Reading implements Runnable {
    private final StackClass target;
    private final Class<?> type;
    private final HoldingCodeReader reader;

    Reading(StackClass target, Class<?> type, HoldingCodeReader reader) {
      this.target = target;
      this.type = type;
      this.reader = reader;
    }

    @Override
    public void run() {
      target.know(reader.read(type));
    }
  }
}
