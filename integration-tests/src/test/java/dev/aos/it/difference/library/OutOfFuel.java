package dev.aos.it.difference.library;

/** Ends a program that calls the library for too long. Programs do not keep it. */
public final class OutOfFuel extends Error {

  private static final long serialVersionUID = 1;

  OutOfFuel() {
    super("out of fuel");
  }
}
