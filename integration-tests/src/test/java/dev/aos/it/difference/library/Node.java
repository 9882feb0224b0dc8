package dev.aos.it.difference.library;

/** An object whose methods and constructors are dispatched. */
public class Node implements Face {

  private final int number;

  /** Without arguments. */
  public Node() {
    Log.call("Node");
    number = Log.current().nextNode();
  }

  /** With one. */
  public Node(long value) {
    Log.call("Node", value);
    number = Log.current().nextNode();
  }

  /** With several sizes. */
  public Node(int first, double second, String third) {
    Log.call("Node", first, second, third);
    number = Log.current().nextNode();
  }

  /** With another one. */
  public Node(Node other, long value) {
    Log.call("Node", other, value);
    number = Log.current().nextNode();
  }

  /** With any number. */
  public Node(String name, long... values) {
    Log.call("Node", name, values);
    number = Log.current().nextNode();
  }

  /** Without a call; for programs that want a node, and no effect. */
  Node(Log log) {
    number = log.nextNode();
  }

  @Override
  public int face(int value) {
    return (int) Log.call("face", this, value);
  }

  /** Doubles. */
  public long twice(long value) {
    return Log.call("twice", this, value);
  }

  /** Its name. */
  public String name() {
    return "n" + Log.call("name", this) % 100;
  }

  /** Another node, or none. */
  public final Node next(boolean any, byte step) throws LibraryException {
    return Log.call("next", this, any, step) % 16 == 0 ? null : new Node(Log.current());
  }

  /** An effect. */
  public void touch(double where, int how) {
    Log.call("touch", this, where, how);
  }

  @Override
  public String toString() {
    return "node " + number;
  }
}
