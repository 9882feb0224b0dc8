package dev.aos.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.Set;

/**
 * Whether a class names a method by which a lock of {@code java.util.concurrent.locks} is taken.
 * The question is put to the constant pool of the class as it was loaded, so the answer holds for
 * generated and hidden classes, and for those that another agent has changed. Owners are not looked
 * at: a lock may be called by the type of a subclass, or of one that wraps it.
 *
 * <p>The JDK shows constant pools to itself, for annotations ({@code jdk.internal.reflect}). Asking
 * loads and initialises no class.
 */
public final class LockNames {

  private static final Set<String> ACQUIRING =
      Set.of(
          "lock()V",
          "lockInterruptibly()V",
          "tryLock()Z",
          "tryLock(JLjava/util/concurrent/TimeUnit;)Z",
          "writeLock()J",
          "writeLockInterruptibly()J",
          "tryWriteLock()J",
          "tryWriteLock(JLjava/util/concurrent/TimeUnit;)J",
          "tryConvertToWriteLock(J)J",
          "readLock()J",
          "readLockInterruptibly()J",
          "tryReadLock()J",
          "tryReadLock(JLjava/util/concurrent/TimeUnit;)J",
          "tryConvertToReadLock(J)J");

  private static final Set<String> RELEASING =
      Set.of(
          "unlock()V",
          "unlock(J)V",
          "unlockWrite(J)V",
          "unlockRead(J)V",
          "tryUnlockWrite()Z",
          "tryUnlockRead()Z");

  private static final MethodHandle POOL;
  private static final MethodHandle SIZE;
  private static final MethodHandle TAG;
  private static final MethodHandle NAME_AND_TYPE;
  private static final Object NAME_AND_TYPE_TAG;

  static {
    MethodHandle pool = null;
    MethodHandle size = null;
    MethodHandle tag = null;
    MethodHandle nameAndType = null;
    Object nameAndTypeTag = null;
    try {
      Class<?> type = Class.forName("jdk.internal.reflect.ConstantPool", true, null);
      Class<?> tags = Class.forName("jdk.internal.reflect.ConstantPool$Tag", true, null);
      Lookup lookup = MethodHandles.lookup();
      nameAndTypeTag = lookup.findStaticGetter(tags, "NAMEANDTYPE", tags).invoke();
      size = generic(lookup.findVirtual(type, "getSize", MethodType.methodType(int.class)));
      tag = generic(lookup.findVirtual(type, "getTagAt", MethodType.methodType(tags, int.class)));
      nameAndType =
          generic(
              lookup.findVirtual(
                  type,
                  "getNameAndTypeRefInfoAt",
                  MethodType.methodType(String[].class, int.class)));
      pool =
          generic(
              MethodHandles.privateLookupIn(Class.class, lookup)
                  .findVirtual(Class.class, "getConstantPool", MethodType.methodType(type)));
    } catch (Throwable unavailable) {
      pool = null;
    }
    POOL = pool;
    SIZE = size;
    TAG = tag;
    NAME_AND_TYPE = nameAndType;
    NAME_AND_TYPE_TAG = nameAndTypeTag;
  }

  private LockNames() {
    // no instances
  }

  private static MethodHandle generic(MethodHandle handle) {
    MethodType type = handle.type().changeParameterType(0, Object.class);
    return handle.asType(
        type.returnType().isPrimitive() ? type : type.changeReturnType(Object.class));
  }

  /** Whether a method takes a lock, by name and descriptor. */
  public static boolean acquires(String name, String descriptor) {
    return ACQUIRING.contains(name + descriptor);
  }

  /** Whether a method gives a lock back, by name and descriptor. */
  public static boolean releases(String name, String descriptor) {
    return RELEASING.contains(name + descriptor);
  }

  /** Whether the class may take a lock; yes, if that can't be found out. */
  static boolean in(Class<?> type) {
    if (POOL == null) {
      return true;
    }
    try {
      Object pool = POOL.invoke((Object) type);
      int size = (int) SIZE.invokeExact(pool);
      for (int i = 1; i < size; i++) {
        if (TAG.invokeExact(pool, i) == NAME_AND_TYPE_TAG) {
          String[] pair = (String[]) NAME_AND_TYPE.invoke(pool, i);
          if (acquires(pair[0], pair[1])) {
            return true;
          }
        }
      }
      return false;
    } catch (Throwable failed) {
      return true;
    }
  }
}
