package dev.aos.runtime;

import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.util.Map;

/**
 * What the bundled definition of hand-written selector loops does to the key of a suspended
 * handler. A selector reports what a key is interested in for as long as nobody takes it: the loop
 * would come round for ever. Called on the loop's thread; a key that has been cancelled is left
 * alone.
 */
public final class SelectionKeys {

  private SelectionKeys() {
    // no instances
  }

  /**
   * Takes everything out of a key's interest set, not only reading: a socket can nearly always be
   * written to. Whatever another handler or thread has put in since the last time is taken too, and
   * put back with the rest.
   */
  public static void pause(SelectionKey key) {
    Loop loop = Loop.current();
    if (loop == null) {
      return;
    }
    try {
      int found = key.interestOps();
      if (found != 0) {
        Map<SelectionKey, Integer> paused = loop.pausedKeys();
        Integer before = paused.get(key);
        paused.put(key, before == null ? found : before | found);
        key.interestOpsAnd(~found);
      }
    } catch (CancelledKeyException closed) {
      // Then the selector reports it no more.
    }
  }

  /** Gives a key back what has been taken from it; what it has got meanwhile it keeps. */
  public static void putBack(SelectionKey key) {
    Loop loop = Loop.current();
    Integer taken = loop == null ? null : loop.pausedKeys().remove(key);
    if (taken != null) {
      try {
        key.interestOpsOr(taken);
      } catch (CancelledKeyException closed) {
        // Then there is nothing to put back.
      }
    }
  }
}
