package dev.aos.it.difference;

import java.util.List;

/** What leaves a value on the operand stack; a call of a void method leaves none. */
sealed interface Expression {

  /** A value, from a number: {@code value} itself, a text with it, null for 0. */
  record Constant(Kind kind, long value) implements Expression {}

  /** A local variable. */
  record Local(int id, Kind kind) implements Expression {}

  /** {@code this}. */
  record This() implements Expression {}

  /** The static field of a kind. */
  record StaticField(Kind kind) implements Expression {}

  /** The field of a kind of an object of the program's class. */
  record InstanceField(Kind kind, Expression target) implements Expression {}

  /**
   * Arithmetic.
   *
   * @param swapped whether the right one is evaluated first, and both then change places
   */
  record Binary(Kind kind, Operator operator, boolean swapped, Expression left, Expression right)
      implements Expression {}

  /** A number of another kind. */
  record Convert(Kind from, Kind kind, Expression value) implements Expression {}

  /** One of two values. */
  record Conditional(Kind kind, Condition condition, Expression then, Expression otherwise)
      implements Expression {}

  /** A call of the library; the receiver is the first argument. */
  record Call(String member, Form form, List<Expression> arguments) implements Expression {}

  /** A call of a method of the program; the receiver is the first argument. */
  record OwnCall(String method, Kind kind, List<Expression> arguments) implements Expression {}

  /** A new object of the library. */
  record Create(String member, Shape shape, List<Expression> arguments) implements Expression {}

  /** A new object of the program's class. */
  record CreateSelf(Shape shape, List<Expression> arguments) implements Expression {}

  /** A text from values. */
  record Concat(List<Part> parts) implements Expression {}

  /** A new array. */
  record NewArray(Kind kind, List<Expression> elements) implements Expression {}

  /** The element of an array. */
  record Element(Kind kind, Expression array, Expression index) implements Expression {}

  /** The length of an array. */
  record Length(Kind array, Expression value) implements Expression {}

  /**
   * A lambda that is called back at once, and what comes of it.
   *
   * @param dispatched whether the call that calls back is dispatched
   * @param parameter the local that the lambda's parameter is
   * @param argument what is handed through, if anything is
   */
  record Lambda(
      Functional functional,
      boolean dispatched,
      int parameter,
      List<Expression> argument,
      Expression body)
      implements Expression {}

  /**
   * The same with a method reference.
   *
   * @param alternative whether the alternative metafactory makes it, serialisable
   * @param form {@code SUPER} for {@code super::member}
   * @param receiver what it is bound to, if it is bound
   */
  record Reference(
      Functional functional,
      boolean dispatched,
      boolean alternative,
      Form form,
      String member,
      List<Expression> receiver,
      List<Expression> argument)
      implements Expression {}

  /** A value that is evaluated above others, which are dropped then. */
  record Above(Kind kind, List<Part> below, Expression top) implements Expression {}

  /** A loop on the operand stack: the sum of what comes of a few rounds. */
  record Sum(int id, int count, Expression body) implements Expression {}

  /** A value with its kind. */
  record Part(Kind kind, Expression value) {}

  /** Whether two numbers of a kind compare so. */
  record Condition(Kind kind, Comparison comparison, Expression left, Expression right) {}

  /** How numbers are compared. */
  enum Comparison {
    EQUAL,
    UNEQUAL,
    LESS,
    GREATER
  }

  /** What is done with two numbers. */
  enum Operator {
    ADD,
    SUBTRACT,
    MULTIPLY,
    DIVIDE,
    REMAINDER,
    /** For whole numbers. */
    XOR,
    /** For whole numbers. */
    AND;

    boolean isForWholeNumbers() {
      return this == XOR || this == AND;
    }
  }

  /** How a method of the library is called. */
  enum Form {
    /** By its name. */
    NAME,
    /** Through a method handle in the constant pool. */
    HANDLE,
    /** As the method of the superclass, or the superinterface. */
    SUPER
  }

  /** How an object is made. */
  enum Shape {
    /** {@code NEW DUP arguments <init>}. */
    PLAIN,
    /** {@code NEW DUP DUP arguments <init> POP}. */
    THRICE,
    /** The first argument before {@code NEW}, then {@code DUP_X1} or {@code DUP_X2}. */
    BELOW_ARGUMENT,
    /** {@code NEW store load arguments <init> load}. */
    IN_LOCAL,
    /** {@code NEW DUP store arguments <init> load}. */
    IN_LOCAL_TOO,
    /** {@code NEW arguments <init>}, and a constant takes its place. */
    UNUSED
  }
}
