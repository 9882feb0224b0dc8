package dev.aos.it.difference;

import java.util.ArrayList;
import java.util.List;

/** Writes random expressions. */
final class ExpressionGenerator {

  private static final List<Kind> SIMPLE = List.of(Kind.INT, Kind.LONG, Kind.TEXT);

  private final Dice dice;
  private final Surroundings place;
  private final CallGenerator calls;

  ExpressionGenerator(Dice dice, Surroundings place) {
    this.dice = dice;
    this.place = place;
    this.calls = new CallGenerator(dice, place, this);
  }

  CallGenerator calls() {
    return calls;
  }

  /** An expression of a kind, not deeper than that. */
  Expression some(Kind kind, int depth) {
    if (kind == Kind.SELF) {
      return self(depth);
    }
    if (depth <= 0) {
      return leaf(kind);
    }
    Dice.Choices<Expression> choices = new Dice.Choices<>();
    choices
        .add(3, () -> leaf(kind))
        .add(1, () -> conditional(kind, depth - 1))
        .add(1, () -> above(kind, depth - 1))
        .addIf(calls.canCome(kind), 8, () -> calls.some(kind, depth - 1))
        .addIf(calls.canComeFromOwn(kind), 2, () -> calls.own(kind, depth - 1));
    if (kind.isNumber()) {
      addNumbers(choices, kind, depth - 1);
    } else {
      addReferences(choices, kind, depth - 1);
    }
    return choices.choose(dice);
  }

  private void addNumbers(Dice.Choices<Expression> choices, Kind kind, int depth) {
    choices.add(3, () -> binary(kind, depth)).add(1, () -> convert(kind, depth));
    if (kind == Kind.LONG) {
      choices
          .add(1, () -> sum(depth))
          .add(1, () -> element(Kind.LONGS, depth))
          .addIf(place.hasDynamicCalls(), 2, () -> calls.functional(Functional.OPERATOR, depth));
    } else if (kind == Kind.INT) {
      Kind array = dice.one(Kind.LONGS, Kind.TEXTS);
      choices.add(1, () -> new Expression.Length(array, some(array, depth)));
    }
  }

  private void addReferences(Dice.Choices<Expression> choices, Kind kind, int depth) {
    boolean dynamic = place.hasDynamicCalls();
    switch (kind) {
      case TEXT ->
          choices
              .add(2, () -> concat(depth))
              .add(1, () -> element(Kind.TEXTS, depth))
              .addIf(dynamic, 1, () -> calls.functional(Functional.SUPPLIER, depth))
              .addIf(dynamic, 1, () -> calls.functional(Functional.FUNCTION, depth));
      case NODE ->
          choices
              .add(8, () -> calls.create(depth))
              .addIf(dynamic, 1, () -> calls.functional(Functional.MAKER, depth));
      default -> choices.add(4, () -> newArray(kind, depth));
    }
  }

  Expression leaf(Kind kind) {
    List<Surroundings.Visible> locals = place.visible(kind);
    boolean number = kind.isNumber();
    return new Dice.Choices<Expression>()
        .add(number ? 2 : 1, () -> new Expression.Constant(kind, constant(kind)))
        .addIf(!locals.isEmpty(), 4, () -> new Expression.Local(dice.one(locals).id(), kind))
        // Fields of references are null until they are set.
        .addIf(number || dice.oneIn(4), 1, () -> new Expression.StaticField(kind))
        .addIf(
            place.hasSelf() && (number || dice.oneIn(4)),
            1,
            () -> new Expression.InstanceField(kind, new Expression.This()))
        .choose(dice);
  }

  private long constant(Kind kind) {
    if (kind.isNumber()) {
      return dice.oneIn(6) ? 1_000_003L * dice.between(-5, 5) : dice.between(-3, 9);
    }
    return dice.oneIn(12) ? 0 : dice.between(1, 3);
  }

  private Expression self(int depth) {
    return new Dice.Choices<Expression>()
        .addIf(place.hasSelf(), 6, Expression.This::new)
        .addIf(place.creates(), 2, () -> calls.createSelf(depth))
        .choose(dice);
  }

  private Expression binary(Kind kind, int depth) {
    List<Expression.Operator> operators =
        List.of(Expression.Operator.values()).stream()
            .filter(
                operator -> !operator.isForWholeNumbers() || kind == Kind.INT || kind == Kind.LONG)
            .toList();
    return new Expression.Binary(
        kind, dice.one(operators), dice.oneIn(3), some(kind, depth), some(kind, depth));
  }

  private Expression convert(Kind kind, int depth) {
    Kind from = dice.one(Kind.NUMBERS);
    return from == kind ? some(kind, depth) : new Expression.Convert(from, kind, some(from, depth));
  }

  private Expression conditional(Kind kind, int depth) {
    return new Expression.Conditional(kind, condition(depth), some(kind, depth), some(kind, depth));
  }

  Expression.Condition condition(int depth) {
    Kind kind = dice.one(Kind.NUMBERS);
    return new Expression.Condition(
        kind, dice.one(Expression.Comparison.values()), some(kind, depth), some(kind, depth));
  }

  private Expression above(Kind kind, int depth) {
    return new Expression.Above(kind, parts(Kind.VALUES, depth), some(kind, depth));
  }

  private Expression concat(int depth) {
    return new Expression.Concat(
        parts(List.of(Kind.INT, Kind.LONG, Kind.DOUBLE, Kind.TEXT, Kind.NODE), depth));
  }

  private List<Expression.Part> parts(List<Kind> kinds, int depth) {
    List<Expression.Part> parts = new ArrayList<>();
    for (int i = dice.between(1, 3); i > 0; i--) {
      Kind kind = dice.one(kinds);
      parts.add(new Expression.Part(kind, some(kind, depth - 1)));
    }
    return parts;
  }

  private Expression newArray(Kind kind, int depth) {
    Kind element = kind == Kind.LONGS ? Kind.LONG : Kind.TEXT;
    List<Expression> elements = new ArrayList<>();
    for (int i = dice.below(4); i > 0; i--) {
      elements.add(some(element, depth - 1));
    }
    return new Expression.NewArray(kind, elements);
  }

  private Expression element(Kind array, int depth) {
    return new Expression.Element(array, some(array, depth), index(depth));
  }

  /** An index of most arrays. */
  Expression index(int depth) {
    return new Expression.Binary(
        Kind.INT,
        Expression.Operator.AND,
        false,
        some(Kind.INT, depth - 1),
        new Expression.Constant(Kind.INT, 1));
  }

  private Expression sum(int depth) {
    int mark = place.mark();
    int id = place.declare(Kind.INT, false);
    Expression body = some(Kind.LONG, depth);
    place.reset(mark);
    return new Expression.Sum(id, dice.between(0, 3), body);
  }

  /** A kind of what programs see most. */
  Kind simpleKind() {
    return dice.oneIn(2) ? dice.one(SIMPLE) : dice.one(Kind.VALUES);
  }
}
