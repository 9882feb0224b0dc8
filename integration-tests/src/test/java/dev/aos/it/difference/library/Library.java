package dev.aos.it.difference.library;

import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;

/** Static methods of many shapes. All are dispatched. */
public final class Library {

  private Library() {
    // no instances
  }

  /** No argument. */
  public static int zero() {
    return (int) Log.call("zero");
  }

  /** One argument. */
  public static int one(int value) throws LibraryException {
    return (int) Log.call("one", value);
  }

  /** An effect. */
  public static void effect(long value) {
    Log.call("effect", value);
  }

  /** An effect without arguments. */
  public static void tick() throws LibraryException {
    Log.call("tick");
  }

  /** Mixed sizes. */
  public static long mixed(int first, long second, double third, String fourth)
      throws LibraryException {
    return Log.call("mixed", first, second, third, fourth);
  }

  /** Two slots for each. */
  public static double wide(double first, long second, double third) {
    return Log.call("wide", first, second, third) % 1000 / 4.0;
  }

  /** Floats. */
  public static float small(float first, double second) {
    return Log.call("small", first, second) % 100 / 2.0f;
  }

  /** For a method reference, too. */
  public static long twice(long value) {
    return Log.call("twice", value);
  }

  /** For a method reference, too. */
  public static String title() {
    return "t" + Log.call("title") % 100;
  }

  /** A text from texts. */
  public static String text(String first, int second, String third) {
    return "x" + Log.call("text", first, second, third) % 100;
  }

  /** A node, or none. */
  public static Node make(Node from, int value) {
    return Log.call("make", from, value) % 16 == 0 ? null : new Node(Log.current());
  }

  /** Integers that are smaller than an int. */
  public static boolean flag(byte first, short second, char third, boolean fourth) {
    return Log.call("flag", first, second, (int) third, fourth) % 2 == 0;
  }

  /** A small one comes back. */
  public static byte octet(long value, boolean flag) {
    return (byte) Log.call("octet", value, flag);
  }

  /** A small one comes back. */
  public static char letter(short value) {
    return (char) ('a' + Math.floorMod(Log.call("letter", value), 26));
  }

  /** A variable number. */
  public static long sum(long... values) {
    return Log.call("sum", (Object) values);
  }

  /** A variable number after others. */
  public static String join(Node first, double second, String... more) {
    return "j" + Log.call("join", first, second, more) % 100;
  }

  /** An array comes back. */
  public static long[] longs(int count) {
    long value = Log.call("longs", count);
    return new long[] {value, value + 1, count};
  }

  /** An array comes back. */
  public static String[] texts(String first, long second) {
    long value = Log.call("texts", first, second);
    return new String[] {first, "a" + value % 10};
  }

  /** Many arguments. */
  public static int many(
      int a,
      long b,
      float c,
      double d,
      String e,
      Node f,
      byte g,
      long h,
      int i,
      double j,
      boolean k,
      long[] l) {
    return (int) Log.call("many", a, b, c, d, e, f, g, h, i, j, k, l);
  }

  /** Calls back. */
  public static long apply(LongUnaryOperator operator, long value) {
    Log.call("apply", value);
    return operator.applyAsLong(value) + 1;
  }

  /** Calls back. */
  public static String supply(Supplier<String> supplier) {
    Log.call("supply");
    return supplier.get() + "!";
  }

  /** Calls back. */
  public static Node build(LongFunction<Node> maker, long value) {
    Log.call("build", value);
    return maker.apply(value);
  }

  /** Calls back. */
  public static String tell(Function<Node, String> function, Node node) {
    Log.call("tell", node);
    return function.apply(node);
  }
}
