package dev.aos.runtime;

/** What a suspended handler waits for. It ends with {@link Activation#postResumption}. */
interface Suspension {

  /** Begins, now that the handler has left the stack. On the loop's thread; throws nothing. */
  void begin(Activation activation);

  /** The call site at which the handler stands; null if it stands at none. */
  Site site();

  /** It has ended, and nobody waits any more. On the loop's thread; throws nothing. */
  default void discard() {}
}
