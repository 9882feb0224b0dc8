package com.acme.web;

import com.acme.api.Files;
import com.acme.api.Source;
import java.io.IOException;

/** Calls without a receiver. */
public final class StaticCalls {

  private StaticCalls() {
    // no instances
  }

  public static String plain() {
    return Files.read("a") + Files.read("b");
  }

  public static int withoutResult() {
    Files.touch();
    return Files.touched();
  }

  public static String allKindsOfArguments() {
    return Files.allKinds(1L << 40, 2.5, 3, 4.5f, true, (byte) 6, (short) 7, '8', "nine");
  }

  public static String variableArguments() {
    return Files.join("-", "a", 2, 3L) + Files.join("-") + Files.join("-", new Object[] {"x"});
  }

  public static int arrays() {
    return Files.sum(new int[] {1, 2}, new int[][] {{3}, {4, 5}}) + Files.list("d").length;
  }

  public static String primitiveResults() {
    boolean exists = Files.exists("a");
    byte oneByte = Files.oneByte(300);
    short oneShort = Files.oneShort(70_000);
    char oneChar = Files.oneChar('c');
    float oneFloat = Files.oneFloat(3);
    long size = Files.size("abc");
    double ratio = Files.ratio(1, 8);
    return "" + exists + oneByte + oneShort + oneChar + oneFloat + size + ratio;
  }

  public static String droppedResults() {
    Files.read("dropped");
    Files.size("dropped");
    return "done";
  }

  public static String ofInterface() {
    return Source.of("x").toString().isEmpty() ? "" : "made";
  }

  public static int inLoopHead() {
    int rounds = 0;
    while (Files.size("x") > 0) {
      if (++rounds == 3) {
        break;
      }
    }
    return rounds;
  }

  public static String inTryAndCatch() {
    String trace = "";
    try {
      Files.fail(new IOException("first"));
    } catch (IOException e) {
      trace += e.getMessage() + Files.read("caught");
    } finally {
      trace += Files.read("finally");
    }
    return trace;
  }

  public static String inSwitch(int n) {
    return switch (n) {
      case 1 -> Files.read("one");
      case 2 -> Files.read(Files.read("two"));
      default -> "none";
    };
  }
}
