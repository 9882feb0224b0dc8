package dev.aos.it.difference;

import java.util.List;

/**
 * A random program: a class that extends a class of the library, and an interface with default
 * methods that it implements.
 *
 * @param version the version of its class files
 * @param methods its methods; the first one is where it begins
 * @param constructor its constructor
 * @param initialiser its class initialiser; none if it is empty
 */
record Program(
    int version, List<Method> methods, Constructor constructor, List<Statement> initialiser) {

  /** What the first method takes. */
  static final List<Kind> INPUT = List.of(Kind.INT, Kind.LONG, Kind.TEXT);

  Method method(String name) {
    return methods.stream()
        .filter(method -> method.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new InvalidProgram("no method " + name));
  }

  /** What a method is. */
  enum Sort {
    STATIC,
    PRIVATE_STATIC,
    VIRTUAL,
    PRIVATE,
    /** A default method of the interface. */
    DEFAULT;

    boolean isStatic() {
      return this == STATIC || this == PRIVATE_STATIC;
    }

    boolean isPrivate() {
      return this == PRIVATE || this == PRIVATE_STATIC;
    }
  }

  /**
   * A method. Its parameters are its first locals.
   *
   * @param wide whether its locals have indexes that need two bytes
   */
  record Method(
      String name,
      Sort sort,
      boolean isSynchronized,
      boolean wide,
      List<Kind> parameters,
      Kind result,
      List<Statement> body) {}

  /**
   * The constructor.
   *
   * @param before what comes before the superclass's constructor
   * @param superclass which constructor of the superclass it calls
   * @param arguments with what
   * @param after what follows
   */
  record Constructor(
      boolean wide,
      List<Kind> parameters,
      List<Statement> before,
      String superclass,
      List<Expression> arguments,
      List<Statement> after) {}
}
