package com.acme.web;

import com.acme.api.Stream;

/** Calls of protected members that another package declares. */
public class ProtectedCalls extends Stream {

  public ProtectedCalls() {
    super("protected");
  }

  public static String ofInstance() {
    return new ProtectedCalls().rest(3L, "!");
  }

  public static String ofClass() {
    return shared("text");
  }

  public static String ofSuper() {
    return new ProtectedCalls().describe();
  }

  @Override
  public String describe() {
    return "my " + super.describe();
  }
}
