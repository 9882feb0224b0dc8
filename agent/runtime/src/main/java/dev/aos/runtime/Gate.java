package dev.aos.runtime;

import java.util.ArrayDeque;

/**
 * Lets one activation through at a time: a lane that has been widened to a handler or to the whole
 * loop. An activation that is suspended at a call site of such a lane closes it, and opens it again
 * when it ends; whoever waits is let through in order. Touched by its loop's thread alone.
 */
final class Gate implements Suspension {

  private final Loop loop;
  private final Object key;
  private Activation owner;
  private ArrayDeque<Activation> waiting;

  /**
   * @param loop whose gate it is
   * @param key the handler, or the loop itself
   */
  Gate(Loop loop, Object key) {
    this.loop = loop;
    this.key = key;
  }

  Object key() {
    return key;
  }

  /**
   * Whether an activation has to wait. Not if the owner is on the stack below it: then it is part
   * of the owner's own work, which would wait for itself.
   */
  boolean isClosedTo(Activation activation) {
    return owner != null && owner != activation && !owner.isMounted();
  }

  @Override
  public Object owner() {
    return owner;
  }

  /** Closes the gate behind an activation that is about to be suspended; it must be open to it. */
  void closeBehind(Activation activation) {
    if (owner == null) {
      give(activation);
    }
  }

  private void give(Activation activation) {
    owner = activation;
    activation.holdGate(this);
  }

  /**
   * Lets the next one through; called when the owner has ended. The next one has the gate from now
   * on, not only when it resumes: nobody may slip in between.
   */
  void open() {
    owner = null;
    Activation next = waiting == null ? null : waiting.poll();
    if (next != null) {
      give(next);
      next.postResumption(this);
    } else {
      loop.gateIsIdle(this);
    }
  }

  @Override
  public void begin(Activation activation) {
    if (waiting == null) {
      waiting = new ArrayDeque<>();
    }
    waiting.add(activation);
  }

  @Override
  public Site site() {
    return null;
  }

  @Override
  public String toString() {
    return "its turn: another handler of its lane is suspended";
  }
}
