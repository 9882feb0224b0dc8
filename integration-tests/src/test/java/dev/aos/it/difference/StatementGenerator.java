package dev.aos.it.difference;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Writes random statements. */
final class StatementGenerator {

  private static final int DEPTH = 2;

  private final Dice dice;
  private final Surroundings place;
  private final ExpressionGenerator expressions;
  private final Optional<Kind> result;

  /**
   * @param result what the method returns; none if it returns nothing
   */
  StatementGenerator(Dice dice, Surroundings place, Optional<Kind> result) {
    this.dice = dice;
    this.place = place;
    this.expressions = new ExpressionGenerator(dice, place);
    this.result = result;
  }

  /** A block, not nested deeper than that. */
  List<Statement> block(int nesting) {
    int mark = place.mark();
    List<Statement> statements = new ArrayList<>();
    for (int i = dice.between(1, 2); i > 0; i--) {
      statements.add(some(nesting));
    }
    last().ifPresent(statements::add);
    place.reset(mark);
    return statements;
  }

  /** Statements whose variables stay. */
  List<Statement> statements(int least, int most, int nesting) {
    List<Statement> statements = new ArrayList<>();
    for (int i = dice.between(least, most); i > 0; i--) {
      statements.add(some(nesting));
    }
    return statements;
  }

  private Statement some(int nesting) {
    Dice.Choices<Statement> choices = new Dice.Choices<>();
    choices
        .add(6, this::declare)
        .addIf(!place.settable().isEmpty(), 5, this::assign)
        .add(5, this::effect)
        .add(3, this::see)
        .add(2, Statement.Here::new)
        .add(1, this::setStatic)
        .addIf(place.hasSelf(), 1, this::setInstance)
        .add(1, this::store);
    if (nesting > 0) {
      choices
          .add(2, () -> choice(nesting - 1))
          .add(2, () -> loop(nesting - 1))
          .add(1, () -> switchOver(nesting - 1));
    }
    // An object whose superclass's constructor has not been called is no place for handlers.
    if (nesting > 0 && (place.hasSelf() || result.isPresent())) {
      choices
          .add(3, () -> protectedBlock(nesting - 1))
          .add(2, () -> new Statement.Narrow(block(nesting - 1), block(nesting - 1)))
          .add(1, () -> locked(nesting - 1));
    }
    return choices.choose(dice);
  }

  /** What ends a block early, now and then. */
  private Optional<Statement> last() {
    Dice.Choices<Optional<Statement>> choices = new Dice.Choices<>();
    return choices
        .add(24, Optional::empty)
        .addIf(place.isInLoop(), 4, () -> Optional.of(new Statement.Break()))
        .addIf(result.isPresent(), 3, () -> Optional.of(leave()))
        .add(1, () -> Optional.of(thrown()))
        .choose(dice);
  }

  private Statement leave() {
    Kind kind = result.orElseThrow();
    return new Statement.Return(kind, expressions.some(kind, DEPTH));
  }

  private Statement thrown() {
    return new Statement.Throw(
        dice.one(Statement.Caught.values()), expressions.some(Kind.TEXT, DEPTH));
  }

  private Statement declare() {
    Kind kind = expressions.simpleKind();
    Expression value = expressions.some(kind, DEPTH);
    return new Statement.Declare(place.declare(kind, true), kind, value);
  }

  private Statement assign() {
    Surroundings.Visible local = dice.one(place.settable());
    return new Statement.Assign(local.id(), local.kind(), expressions.some(local.kind(), DEPTH));
  }

  private Statement effect() {
    if (dice.oneIn(5)) {
      return new Statement.Evaluate(List.of(Kind.NODE), expressions.calls().unused(DEPTH));
    }
    if (dice.oneIn(2)) {
      return new Statement.Evaluate(List.of(), expressions.calls().effect(DEPTH));
    }
    Kind kind = expressions.simpleKind();
    return new Statement.Evaluate(List.of(kind), expressions.some(kind, DEPTH));
  }

  private Statement see() {
    Kind kind = dice.one(Kind.VALUES);
    return new Statement.See(kind, expressions.some(kind, DEPTH));
  }

  private Statement setStatic() {
    Kind kind = dice.one(Kind.VALUES);
    return new Statement.SetStatic(kind, expressions.some(kind, DEPTH));
  }

  private Statement setInstance() {
    Kind kind = dice.one(Kind.VALUES);
    return new Statement.SetInstance(kind, new Expression.This(), expressions.some(kind, DEPTH));
  }

  private Statement store() {
    Kind array = dice.one(Kind.LONGS, Kind.TEXTS);
    Kind element = array == Kind.LONGS ? Kind.LONG : Kind.TEXT;
    return new Statement.Store(
        array,
        expressions.some(array, DEPTH),
        expressions.index(DEPTH),
        expressions.some(element, DEPTH));
  }

  private Statement choice(int nesting) {
    return new Statement.If(
        expressions.condition(DEPTH), block(nesting), dice.oneIn(2) ? block(nesting) : List.of());
  }

  private Statement loop(int nesting) {
    int mark = place.mark();
    int id = place.declare(Kind.INT, false);
    place.enterLoop();
    List<Statement> body = block(nesting);
    place.leaveLoop();
    place.reset(mark);
    return new Statement.Loop(id, dice.between(1, 4), body);
  }

  private Statement switchOver(int nesting) {
    boolean table = dice.oneIn(2);
    TreeSet<Integer> keys = new TreeSet<>();
    for (int i = dice.between(1, 4); i > 0; i--) {
      keys.add(dice.below(6));
    }
    List<Statement.Case> cases =
        keys.stream().map(key -> new Statement.Case(key, dice.oneIn(3), block(nesting))).toList();
    Expression selector =
        new Expression.Binary(
            Kind.INT,
            Expression.Operator.AND,
            false,
            expressions.some(Kind.INT, DEPTH),
            new Expression.Constant(Kind.INT, 7));
    return new Statement.Switch(table, selector, cases, block(nesting));
  }

  private Statement protectedBlock(int nesting) {
    List<Statement.Catch> catches = new ArrayList<>();
    for (Statement.Caught caught : Statement.Caught.values()) {
      if (dice.oneIn(3)) {
        catches.add(new Statement.Catch(caught, block(nesting)));
      }
    }
    boolean atLast = catches.isEmpty() || dice.oneIn(2);
    return new Statement.Try(block(nesting), catches, atLast ? block(nesting) : List.of());
  }

  private Statement locked(int nesting) {
    Statement.Lock lock = dice.one(Statement.Lock.values());
    if (lock == Statement.Lock.THIS && !place.hasSelf()) {
      lock = Statement.Lock.OBJECT;
    }
    return new Statement.Locked(lock, block(nesting));
  }
}
