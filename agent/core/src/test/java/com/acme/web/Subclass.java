package com.acme.web;

import com.acme.api.Note;

/** Constructor calls that create no object, and one beside them that does. */
public class Subclass extends Note {

  public Subclass() {
    super("from super");
  }

  public Subclass(int n) {
    this(new Note(n, 1.0));
  }

  private Subclass(Note inner) {
    super(new Note(new Note(inner)));
  }

  public static String run() {
    return new Subclass() + " " + new Subclass(3);
  }
}
