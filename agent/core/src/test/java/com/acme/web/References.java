package com.acme.web;

import com.acme.api.Files;
import com.acme.api.Note;
import java.util.function.Function;
import java.util.stream.Stream;

/** Method references, constructor references, and a lambda. */
public final class References {

  private References() {
    // no instances
  }

  public static String toMethod() {
    Function<String, String> read = Files::read;
    return read.apply("reference");
  }

  public static String toConstructor() {
    Function<String, Note> create = Note::new;
    return create.apply("reference").toString();
  }

  public static long inLambda() {
    return Stream.of("a", "b").map(name -> Files.read(name)).count();
  }
}
