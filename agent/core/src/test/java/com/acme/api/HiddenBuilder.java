package com.acme.api;

/** A type that other packages may hold but not name. */
class HiddenBuilder {

  private final StringBuilder text = new StringBuilder();

  public HiddenBuilder add(String more) {
    text.append(more);
    return this;
  }

  public String build() {
    return text.toString();
  }

  @Override
  public String toString() {
    return "builder of " + text;
  }
}
