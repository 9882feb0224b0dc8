package com.acme.api;

/** A public class whose methods come from, and return, a type of this package. */
public final class Builder extends HiddenBuilder {

  /** A new builder. */
  public static Builder create() {
    return new Builder();
  }
}
