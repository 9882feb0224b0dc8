package com.acme.web;

import com.acme.api.Files;

/** Handlers with fields, which several channels share if they share the handler. */
public class Shared {

  private static int total;

  private int count;
  private int most = 3;
  private String last = "";
  private final StringBuilder log = new StringBuilder();
  private Shared next;

  int readAwaitWrite() {
    int before = count;
    Files.read("x");
    count = before + 1;
    return count;
  }

  void checkThenAct() {
    if (count < most) {
      Files.read("x");
      count++;
    }
  }

  void ofTheClass() {
    int before = total;
    Files.read("x");
    total = before + 1;
  }

  void inTheHandlerOfAnException() {
    String before = last;
    try {
      Files.read("x");
    } catch (IllegalStateException e) {
      last = before + "!";
    }
  }

  void evaluatedBefore() {
    last = last + Files.read("x");
  }

  void onEachRound(int rounds) {
    while (count < rounds) {
      Files.read("x");
      count++;
    }
  }

  void onlyAfter(int rounds) {
    for (int i = 0; i < rounds; i++) {
      Files.read("x");
      count++;
    }
  }

  void onlyBefore() {
    count++;
    Files.read("x");
  }

  void onlyRead() {
    int before = count;
    Files.read("x");
    log.append(before).append(count);
  }

  void onlyWritten() {
    count = 1;
    Files.read("x");
    count = 2;
  }

  void ofAnotherObject() {
    int before = next.count;
    Files.read("x");
    next.count = before + 1;
  }

  void onAnotherWay(boolean await) {
    int before = count;
    if (await) {
      Files.read("x");
    } else {
      count = before + 1;
    }
  }

  /** One that inherits the field. */
  public static class Heir extends Base {
    void inherited() {
      int before = seen;
      Files.read("x");
      seen = before + 1;
    }
  }

  /** Has a field. */
  public static class Base {
    protected int seen;
  }
}
