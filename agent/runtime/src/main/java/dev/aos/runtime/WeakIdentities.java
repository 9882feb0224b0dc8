package dev.aos.runtime;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * Objects by their identity, each as long as somebody else holds it. The question is asked for very
 * many objects of other classes, and quick for these. Safe for use by many threads.
 */
final class WeakIdentities {

  private static final AtomicIntegerFieldUpdater<WeakIdentities> CLASSES =
      AtomicIntegerFieldUpdater.newUpdater(WeakIdentities.class, "classes");

  @SuppressWarnings("unused")
  private volatile int classes;

  /** Classes of which there has been an object. */
  private final ClassValue<boolean[]> seen =
      new ClassValue<>() {
        @Override
        protected boolean[] computeValue(Class<?> type) {
          return new boolean[1];
        }
      };

  private final Set<Object> identities = ConcurrentHashMap.newKeySet();
  private final ReferenceQueue<Object> gone = new ReferenceQueue<>();

  void add(Object object) {
    Reference<?> old = gone.poll();
    while (old != null) {
      identities.remove(old);
      old = gone.poll();
    }
    identities.add(new Identity(object, gone));
    boolean[] known = seen.get(object.getClass());
    if (!known[0]) {
      known[0] = true;
      CLASSES.incrementAndGet(this);
    }
  }

  /** How many classes there have been objects of, or more. */
  int classes() {
    return classes;
  }

  /** Whether there has been an object of a class. */
  boolean hasSeen(Class<?> type) {
    return seen.get(type)[0];
  }

  /** Whether an object has been added. The thread must have got the object after that. */
  boolean contains(Object object) {
    return object != null
        && seen.get(object.getClass())[0]
        && identities.contains(new Identity(object, null));
  }

  private static final class Identity extends WeakReference<Object> {
    private final int hash;

    Identity(Object object, ReferenceQueue<Object> queue) {
      super(object, queue);
      hash = System.identityHashCode(object);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(Object other) {
      if (this == other) {
        return true;
      }
      Object mine = get();
      return mine != null && other instanceof Identity identity && identity.get() == mine;
    }
  }
}
