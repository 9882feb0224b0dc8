package dev.aos.it.difference.library;

/** What programs inherit from; it is in another package than they are. */
@SuppressWarnings("this-escape")
public abstract class Base implements Face {

  /** Without arguments. */
  protected Base() {
    this(0, 0L, "");
  }

  /** With some. */
  protected Base(int first, long second, String third) {
    Log.current().places().addMonitor(this);
    Log.directCall("Base", first, second, third);
  }

  /** With others. */
  protected Base(double first, Node second) {
    Log.current().places().addMonitor(this);
    Log.directCall("Base", first, second);
  }

  /** Protected and static. */
  protected static int shared(int first, float second) {
    return (int) Log.call("shared", first, second);
  }

  /** Protected. */
  protected long guarded(long value) {
    return Log.call("guarded", this, value);
  }

  /** Overridden by programs that have such a method. */
  public String describe(int value) {
    return "d" + Log.call("describe", this, value) % 100;
  }

  /** An effect. */
  protected final void settle(Node node, double value) throws LibraryException {
    Log.call("settle", this, node, value);
  }

  @Override
  public int face(int value) {
    return (int) Log.call("face", this, value);
  }

  @Override
  public final String toString() {
    return "program";
  }
}
