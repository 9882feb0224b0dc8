package dev.aos.runtime;

/** What a suspended handler waits for. It ends with {@link Activation#postResumption}. */
interface Suspension {

  /** Begins, now that the handler has left the stack. On the loop's thread; throws nothing. */
  void begin(Activation activation);

  /** The call site at which the handler stands; null if it stands at none. */
  Site site();

  /** The call that is waited for; null if it is none. */
  default OffloadedCall call() {
    return null;
  }

  /** Who has to go on first, an activation or a thread; null if it is nobody that is known. */
  default Object owner() {
    return null;
  }

  /**
   * Whether an activation that waited for this would wait for itself: the owner is that activation,
   * or waits for somebody who is, at a chain of gates and exclusions.
   */
  default boolean waitsFor(Activation activation) {
    Object next = owner();
    // A chain without an end is a cycle that does not concern this activation.
    for (int links = 0; next instanceof Activation && links < 100; links++) {
      if (next == activation) {
        return true;
      }
      Suspension awaited = ((Activation) next).awaited();
      next = awaited == null ? null : awaited.owner();
    }
    return false;
  }

  /** It has ended, and nobody waits any more. On the loop's thread; throws nothing. */
  default void discard() {}
}
