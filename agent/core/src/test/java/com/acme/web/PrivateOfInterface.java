package com.acme.web;

/** An interface that calls its own private method. */
public interface PrivateOfInterface {

  default String greet() {
    return secret("you") + common();
  }

  private String secret(String name) {
    return "hello " + name;
  }

  private static String common() {
    return "!";
  }

  static String run() {
    return new PrivateOfInterface() {}.greet();
  }
}
