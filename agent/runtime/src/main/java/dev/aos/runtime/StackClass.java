package dev.aos.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;

/**
 * What is known of a class that stands on a stack. Made when a guard meets the class for the first
 * time, on an event loop, and so of what costs little: the names in its constant pool. Its code is
 * read later, on a thread of AOS's own.
 */
final class StackClass {

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

  private static final MethodHandle SHOULD_BE_INITIALIZED = shouldBeInitialized();

  private static final ClassValue<StackClass> ALL =
      new ClassValue<>() {
        @Override
        protected StackClass computeValue(Class<?> type) {
          return new StackClass(type);
        }
      };

  private static volatile HoldingCodeReader reader;
  private static volatile boolean distrusted;

  private final Kind kind;
  private volatile boolean namesLocks;
  private final boolean poolsBase;
  private volatile HoldingCode code;
  private boolean initialized;

  /** Nothing can be held by its frames. */
  private volatile boolean harmless;

  private StackClass(Class<?> type) {
    kind = kind(type);
    harmless = kind == Kind.HARMLESS;
    namesLocks = kind == Kind.ORDINARY && LockNames.in(type) && !isLoopsOwn(type);
    poolsBase = isPoolsBase(type);
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
    return ALL.get(type);
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

  Kind kind() {
    return kind;
  }

  boolean isHarmless() {
    return harmless;
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
    harmless = false;
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
    code = read;
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
      harmless = true;
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
