package dev.aos.it.difference;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;
import org.objectweb.asm.Type;

/** The functional interfaces that programs implement, each with the method that calls it back. */
enum Functional {
  OPERATOR(LongUnaryOperator.class, "applyAsLong", "(J)J", "(J)J", Kind.LONG, "apply"),
  SUPPLIER(
      Supplier.class, "get", "()Ljava/lang/Object;", "()Ljava/lang/String;", Kind.TEXT, "supply"),
  MAKER(
      LongFunction.class, "apply", "(J)Ljava/lang/Object;", "(J)" + Names.NODE, Kind.NODE, "build"),
  FUNCTION(
      Function.class,
      "apply",
      "(Ljava/lang/Object;)Ljava/lang/Object;",
      "(" + Names.NODE + ")Ljava/lang/String;",
      Kind.TEXT,
      "tell");

  private final Class<?> type;
  private final String method;
  private final String erased;
  private final String exact;
  private final Kind result;
  private final String caller;

  Functional(
      Class<?> type, String method, String erased, String exact, Kind result, String caller) {
    this.type = type;
    this.method = method;
    this.erased = erased;
    this.exact = exact;
    this.result = result;
    this.caller = caller;
  }

  String descriptor() {
    return Type.getDescriptor(type);
  }

  /** The interface's method. */
  String method() {
    return method;
  }

  /** The descriptor of the interface's method. */
  Type erased() {
    return Type.getMethodType(erased);
  }

  /** The descriptor of what is implemented. */
  Type exact() {
    return Type.getMethodType(exact);
  }

  /** What calling back comes to. */
  Kind result() {
    return result;
  }

  /** The kind of what is handed through, if anything is. */
  Optional<Kind> parameter() {
    return switch (this) {
      case OPERATOR, MAKER -> Optional.of(Kind.LONG);
      case SUPPLIER -> Optional.empty();
      case FUNCTION -> Optional.of(Kind.NODE);
    };
  }

  /** The method of the library that calls back. */
  String caller() {
    return caller;
  }

  /** The descriptor of the method that calls back. */
  String callerDescriptor() {
    String argument = exact.substring(1, exact.indexOf(')'));
    return "(" + descriptor() + argument + exact.substring(exact.indexOf(')'));
  }

  /** The members that it can refer to. */
  List<String> members() {
    return switch (this) {
      case OPERATOR -> List.of("Library.twice(J)J", "Node.twice(J)J", "Base.guarded(J)J");
      case SUPPLIER ->
          List.of("Library.title()Ljava/lang/String;", "Node.name()Ljava/lang/String;");
      case MAKER -> List.of("Node.<init>(J)V");
      case FUNCTION -> List.of("Node.name()Ljava/lang/String;");
    };
  }
}
