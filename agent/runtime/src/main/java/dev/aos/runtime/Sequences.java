package dev.aos.runtime;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The sequences of calls of one loop that are under way or not yet awaited to their end, by what
 * orders them, a receiver above all: for each the last turn. A sequence has no object of its own,
 * its turns follow each other. Touched by the loop's thread alone, but for a rescue thread after
 * the loop has ended; so a sequence that is found at its end stays there until it is removed.
 */
final class Sequences {

  private final Map<Object, Turn> lastTurns = new IdentityHashMap<>();

  /** Turns that were left while their calls went on; null until there is one. */
  private List<Turn> leftEarly;

  /**
   * Makes a turn the last one of its sequence.
   *
   * @return the one before it; null if there is none
   */
  Turn append(Turn turn) {
    if (leftEarly != null) {
      leaveWhatHasEnded();
    }
    return lastTurns.put(turn.key(), turn);
  }

  /** Takes a turn whose handler does not wait for the call any more, though that has not ended. */
  void leaveLater(Turn turn) {
    if (leftEarly == null) {
      leftEarly = new ArrayList<>();
    }
    leftEarly.add(turn);
  }

  /** Nobody tells the loop when such a call ends, so it looks when it comes by. */
  private void leaveWhatHasEnded() {
    for (int i = leftEarly.size() - 1; i >= 0; i--) {
      if (leftEarly.get(i).hasEnded()) {
        leftEarly.remove(i).leave();
      }
    }
    if (leftEarly.isEmpty()) {
      leftEarly = null;
    }
  }

  /** Forgets the sequence that ends with this turn. */
  void remove(Turn last) {
    lastTurns.remove(last.key(), last);
  }

  /** Whether nothing is under way. */
  boolean isEmpty() {
    return lastTurns.isEmpty();
  }

  /** The last turn by this key, if it has not ended; else null. */
  Turn underWay(Object key) {
    Turn last = lastTurns.get(key);
    return last == null || last.hasEnded() ? null : last;
  }
}
