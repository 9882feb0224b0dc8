package dev.aos.it.difference;

/** A program that can't be compiled; one that was shrunk too much, mostly. */
final class InvalidProgram extends RuntimeException {

  private static final long serialVersionUID = 1;

  InvalidProgram(String message) {
    super(message);
  }
}
