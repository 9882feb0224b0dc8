package com.acme.web;

import com.acme.api.Files;

/** A call while the class is initialised. */
public final class Initialiser {

  private static final String CONSTANT = Files.read("constant");

  private Initialiser() {
    // no instances
  }

  public static String run() {
    return CONSTANT;
  }
}
