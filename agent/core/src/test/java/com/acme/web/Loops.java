package com.acme.web;

import com.acme.api.Files;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What loops have besides void entries: entries with results, an end, calls that wait. */
public class Loops {

  private final StringBuilder trace = new StringBuilder();
  private boolean ended;

  public static String fluent() {
    Loops loops = new Loops();
    return "" + (loops.onFluent(1L, "x") == loops) + loops.trace;
  }

  public Loops onFluent(long count, String text) {
    trace.append(count).append(text);
    return this;
  }

  public static String array() {
    return new Loops().onArray(new int[] {1, 2}).length + "";
  }

  public int[] onArray(int[] given) {
    for (int i = 0; i < given.length; i++) {
      given[i]++;
    }
    return given;
  }

  public static String loopHead() {
    return onLoopHead(new StringBuilder()).toString();
  }

  public static StringBuilder onLoopHead(StringBuilder builder) {
    while (builder.length() < 3) {
      builder.append('x');
    }
    return builder;
  }

  public static String stage() {
    return new Loops().onStage("s").toCompletableFuture().join();
  }

  public CompletionStage<String> onStage(String text) {
    return CompletableFuture.completedFuture(text);
  }

  public static String text() {
    return new Loops().onText();
  }

  public String onText() {
    return "text";
  }

  public static String failing() {
    try {
      new Loops().onFailure();
      return "no exception";
    } catch (IllegalStateException e) {
      return e.getMessage();
    }
  }

  public Loops onFailure() {
    throw new IllegalStateException("expected");
  }

  public static String voidEnd() {
    Loops loops = new Loops();
    loops.end();
    loops.end();
    return loops.ended ? "ended" : "not ended";
  }

  public void end() {
    ended = true;
  }

  /** Differs when woven: the first call is too early. */
  public static boolean tryTwice(int times) {
    Loops loops = new Loops();
    boolean last = false;
    for (int i = 0; i < times; i++) {
      last = loops.tryToEnd(2.0);
    }
    return last;
  }

  public synchronized boolean tryToEnd(double grace) {
    ended = grace > 1;
    return ended;
  }

  public int endWithNumber() {
    return 1;
  }

  public static String both() {
    Loops loops = new Loops();
    loops.onEnd("a");
    loops.onEnd("b");
    return "" + (loops.trace.length() > 0);
  }

  public void onEnd(String text) {
    trace.append(text);
  }

  public static String waiting() {
    Iterator<String> events = List.of("a", "b").iterator();
    String seen = "";
    while (events.hasNext()) {
      seen += events.next();
    }
    return seen;
  }

  public static String waitingStatically() {
    return Files.read("x");
  }
}
