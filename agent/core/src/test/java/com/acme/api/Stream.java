package com.acme.api;

/** A class with virtual methods, and one for subclasses alone. */
public class Stream {

  private final String text;
  private int position;

  public Stream(String text) {
    this.text = text;
  }

  public int read() {
    return position < text.length() ? text.charAt(position++) : -1;
  }

  public long skip(long count) {
    position += (int) count;
    return count;
  }

  protected String rest(long from, String suffix) {
    return text.substring((int) from) + suffix;
  }

  protected static String shared(String text) {
    return "shared " + text;
  }

  public String describe() {
    return "stream of " + text;
  }
}
