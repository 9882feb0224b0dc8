package com.acme.web;

import com.acme.api.Store;
import java.nio.file.Path;

/** Calls whose results may be awaited later. Each method is a case of its own. */
public final class Overlapping {

  private static final String FIXED = "fixed";
  private static String changing = "changing";

  private final String own = "own";
  private int seen;

  private Overlapping() {
    // no instances
  }

  public static String twoVariables() {
    Store.reset();
    String a = Store.read("a");
    String b = Store.read("b");
    return a + b;
  }

  public static String inOneExpression() {
    Store.reset();
    return three(Store.read("a"), Store.size("bcd"), Store.read("d"));
  }

  private static String three(String a, long b, String c) {
    return a + b + c;
  }

  public static String belowOtherValues() {
    Store.reset();
    return five("x", Store.read("a"), 7L, Store.ratio("b"), Store.read("c"));
  }

  private static String five(String a, String b, long c, double d, String e) {
    return a + b + c + d + e;
  }

  public static String allKinds() {
    Store.reset();
    long size = Store.size("a");
    double ratio = Store.ratio("bc");
    boolean exists = Store.exists("d");
    return size + " " + ratio + " " + exists;
  }

  public static String droppedResults() {
    Store.reset();
    Store.read("a");
    Store.size("b");
    Store.check("c");
    return Store.write("d");
  }

  public static String droppedResultThatFails() {
    Store.reset();
    Store.read("a");
    Store.size("bad b");
    Store.check("bad c");
    return Store.write("d");
  }

  public static String writeComesAfterReads() {
    Store.reset();
    String a = Store.read("a");
    String b = Store.read("b");
    String c = Store.write("c");
    String d = Store.read("d");
    String e = Store.read("e");
    return a + b + c + d + e;
  }

  public static String pureCallsBetween(String base) {
    Store.reset();
    String a = Store.readAt(Path.of(base, new String[0]).resolve("a"));
    String b = Store.readAt(Path.of(base).resolve("b".trim()));
    return a + b;
  }

  public static String firstFailureIsThatOfTheCall() {
    Store.reset();
    String a = Store.read("bad a");
    String b = Store.readAt(Path.of("\0"));
    return a + b;
  }

  public static String failureOfThePureCall() {
    Store.reset();
    String a = Store.read("a");
    String b = Store.readAt(Path.of("\0"));
    return a + b;
  }

  public static String firstOfTwoFailures() {
    Store.reset();
    String a = Store.read("a");
    String b = Store.read("bad b");
    String c = Store.read("bad c");
    return a + b + c;
  }

  public static String concatenationBetween(String name) {
    Store.reset();
    String a = Store.read(name + 1 + 'x');
    String b = Store.read(name + 2L);
    return a + b;
  }

  public static String builderBetween(String name) {
    Store.reset();
    String a = Store.read("a");
    String b = Store.read(new StringBuilder().append(name).append(2).toString());
    return a + b;
  }

  public static String builderThatOthersKnow(String text) {
    Store.reset();
    StringBuilder builder = new StringBuilder(text);
    String a = Store.read("a");
    String b = Store.read(builder.append("x").toString());
    return a + b;
  }

  public static String finalFieldBetween() {
    Store.reset();
    return new Overlapping().readOwn();
  }

  private String readOwn() {
    String a = Store.read(own);
    String b = Store.read(own);
    String c = Store.read(FIXED);
    return a + b + c;
  }

  public static String variableArguments() {
    Store.reset();
    String a = Store.read("a");
    String b = Store.readAll();
    return a + b;
  }

  public static String reassigned() {
    Store.reset();
    String a = Store.read("a");
    a = Store.read("b");
    return a;
  }

  public static String insideTry() {
    Store.reset();
    String result = "none";
    try {
      String a = Store.read("a");
      String b = Store.read("bad b");
      result = a + b;
    } catch (IllegalStateException e) {
      result += e.getMessage();
    } finally {
      result += Store.read("c");
    }
    return result;
  }

  // Awaited at the call.

  public static String usedAtOnce() {
    Store.reset();
    String a = Store.read("a");
    int length = a.length();
    return Store.read("b") + length;
  }

  public static String mutableArgument() {
    Store.reset();
    String a = Store.readInto(new byte[3]);
    String b = Store.readFor("b");
    String c = Store.readAll("c", "d");
    return a + b + c;
  }

  public static String leavesTry() {
    Store.reset();
    String a;
    try {
      a = Store.read("a");
    } finally {
      changing = "changed";
    }
    return a + Store.read("b");
  }

  public static String variableThatHandlerSees() {
    Store.reset();
    String a = "none";
    try {
      a = Store.read("a");
      Store.read("bad b");
    } catch (IllegalStateException e) {
      return a + e.getMessage();
    }
    return a;
  }

  public static String otherVariableThatHandlerSees() {
    Store.reset();
    int step = 0;
    try {
      String a = Store.read("bad a");
      step = 1;
      String b = Store.read("b");
      return a + b;
    } catch (IllegalStateException e) {
      return e.getMessage() + step;
    }
  }

  public static String branchBetween(boolean more) {
    Store.reset();
    String a = Store.read("a");
    String b = more ? Store.read("b") : "";
    return a + b;
  }

  public static String fieldBetween() {
    Store.reset();
    String a = Store.read("a");
    String b = Store.read(changing);
    return a + b;
  }

  public static int fieldWrittenBetween() {
    Store.reset();
    Overlapping object = new Overlapping();
    try {
      Store.read("bad a");
      object.seen = 1;
      Store.read("b");
    } catch (IllegalStateException e) {
      return object.seen;
    }
    return 9;
  }

  public static String divisionBetween(int zero) {
    Store.reset();
    String a = Store.read("bad a");
    int b = 1 / zero;
    return a + b + Store.read("c");
  }

  public static String castBetween(Object text) {
    Store.reset();
    String a = Store.read("bad a");
    String b = Store.read((String) text);
    return a + b;
  }

  public static String otherCallBetween() {
    Store.reset();
    String a = Store.read("a");
    String b = Store.read(helper());
    return a + b;
  }

  private static String helper() {
    return Store.write("helped");
  }

  public static String writes() {
    Store.reset();
    return Store.write("a") + Store.write("b");
  }

  public static String insideMonitor(Object lock) {
    Store.reset();
    synchronized (lock) {
      return Store.read("a") + Store.read("b");
    }
  }

  public static String inLoop() {
    Store.reset();
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < 3; i++) {
      String a = Store.read("a" + i);
      String b = Store.read("b" + i);
      all.append(a).append(b);
    }
    return all.toString();
  }
}
