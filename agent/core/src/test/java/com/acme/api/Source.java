package com.acme.api;

/** An interface with every kind of method that an interface can have. */
public interface Source {

  String next();

  default String nextTwo() {
    return twice(next() + "+" + next());
  }

  static Source of(String text) {
    return () -> text;
  }

  private String twice(String text) {
    return "[" + text + "]";
  }
}
