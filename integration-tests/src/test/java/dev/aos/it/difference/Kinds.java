package dev.aos.it.difference;

import java.util.Optional;

/** The kinds of what expressions come to. */
final class Kinds {

  private Kinds() {
    // no instances
  }

  /** The kind of an expression; none if it is a void call. */
  static Optional<Kind> of(Expression expression) {
    if (expression instanceof Expression.Call call) {
      return Members.named(call.member()).result();
    }
    if (expression instanceof Expression.Create) {
      return Optional.of(Kind.NODE);
    }
    if (expression instanceof Expression.This || expression instanceof Expression.CreateSelf) {
      return Optional.of(Kind.SELF);
    }
    if (expression instanceof Expression.Concat) {
      return Optional.of(Kind.TEXT);
    }
    if (expression instanceof Expression.Length) {
      return Optional.of(Kind.INT);
    }
    if (expression instanceof Expression.Sum) {
      return Optional.of(Kind.LONG);
    }
    if (expression instanceof Expression.Lambda lambda) {
      return Optional.of(lambda.functional().result());
    }
    if (expression instanceof Expression.Reference reference) {
      return Optional.of(reference.functional().result());
    }
    if (expression instanceof Expression.Element element) {
      return Optional.of(element.kind() == Kind.LONGS ? Kind.LONG : Kind.TEXT);
    }
    // All others have the kind as a component of that name.
    return Tree.children(expression).stream()
        .filter(Kind.class::isInstance)
        .map(Kind.class::cast)
        .reduce((first, second) -> second);
  }
}
