package com.acme.web;

import com.acme.api.Files;
import com.acme.api.Note;

/** Entries whose code has branches, exception handlers and calls. */
public class Guarded {

  private final StringBuilder trace = new StringBuilder();
  private static final int ROUNDS = 3;

  public void onPair(String left, String right) {
    trace.append(left).append(right);
  }

  public void onNumbers(long first, long second) {
    trace.append(first - second);
  }

  public void onTry(String name) {
    try {
      trace.append(Files.read(name));
    } catch (IllegalStateException e) {
      trace.append("state ").append(e.getMessage());
    } catch (IllegalArgumentException e) {
      trace.append("argument ").append(new Note(e.getMessage()));
    }
  }

  public static void onStaticLoop(StringBuilder trace, int count) {
    do {
      trace.append(Files.size("x"));
    } while (trace.length() < count);
  }

  public static void onNothing() {
    for (int i = 0; i < ROUNDS; i++) {
      Files.touch();
    }
  }

  public void onThrows(String name) throws java.io.IOException {
    if (name.isEmpty()) {
      throw new java.io.IOException(name);
    }
    Files.touch();
  }
}
