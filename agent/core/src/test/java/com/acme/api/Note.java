package com.acme.api;

/** A class with constructors of every kind. */
public class Note {

  private final String description;

  public Note() {
    this("nothing");
  }

  public Note(String text) {
    this.description = "note of " + text;
  }

  public Note(Note inner) {
    this.description = "note of (" + inner + ")";
  }

  public Note(long number, double fraction) {
    this.description = number + " and " + fraction;
  }

  public Note(Object... parts) {
    this.description = parts.length + " parts";
  }

  public Note(Exception failure) throws Exception {
    throw failure;
  }

  @Override
  public String toString() {
    return description;
  }
}
