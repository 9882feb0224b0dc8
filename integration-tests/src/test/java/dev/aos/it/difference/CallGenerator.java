package dev.aos.it.difference;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes random calls. */
final class CallGenerator {

  private final Dice dice;
  private final Surroundings place;
  private final ExpressionGenerator expressions;

  CallGenerator(Dice dice, Surroundings place, ExpressionGenerator expressions) {
    this.dice = dice;
    this.place = place;
    this.expressions = expressions;
  }

  boolean canCome(Kind kind) {
    return !members(Optional.of(kind)).isEmpty();
  }

  boolean canComeFromOwn(Kind kind) {
    return !own(kind).isEmpty();
  }

  /** A call of the library that comes to a kind. */
  Expression some(Kind kind, int depth) {
    return call(dice.one(members(Optional.of(kind))), depth);
  }

  /** A call of the library that comes to nothing. */
  Expression effect(int depth) {
    return call(dice.one(members(Optional.empty())), depth);
  }

  private List<Member> members(Optional<Kind> result) {
    return Members.methods(result).stream().filter(this::isPossible).toList();
  }

  private boolean isPossible(Member member) {
    boolean staticOfInterface = member.isStatic() && member.owner().isInterface();
    return (place.hasInterfaceMethods() || !staticOfInterface)
        && (place.inherits() || !member.isOfBase())
        && (place.canHaveSelf() || !member.operands().contains(Kind.SELF));
  }

  private Expression call(Member member, int depth) {
    if (isInherited(member) && dice.oneIn(3)) {
      List<Expression> arguments = new ArrayList<>(List.of(new Expression.This()));
      List<Kind> operands = member.operands();
      arguments.addAll(operands(operands.subList(1, operands.size()), depth));
      return new Expression.Call(member.text(), Expression.Form.SUPER, arguments);
    }
    boolean handle = place.hasDynamicCalls() && dice.oneIn(12);
    return new Expression.Call(
        member.text(),
        handle ? Expression.Form.HANDLE : Expression.Form.NAME,
        operands(member.operands(), depth));
  }

  /** Whether {@code super} has it. */
  private boolean isInherited(Member member) {
    boolean ordinary = member.text().startsWith("Face.ordinary(") && place.hasInterfaceMethods();
    return place.hasSelf() && !member.isStatic() && (member.isOfBase() || ordinary);
  }

  private List<Expression> operands(List<Kind> kinds, int depth) {
    return kinds.stream().map(kind -> expressions.some(kind, depth)).toList();
  }

  private List<Program.Method> own(Kind kind) {
    return place.callable().stream().filter(method -> method.result() == kind).toList();
  }

  /** A call of one of the program's methods. */
  Expression own(Kind kind, int depth) {
    Program.Method method = dice.one(own(kind));
    List<Kind> operands = new ArrayList<>(method.parameters());
    if (!method.sort().isStatic()) {
      operands.add(0, Kind.SELF);
    }
    return new Expression.OwnCall(method.name(), kind, operands(operands, depth));
  }

  /** A new object of the library. */
  Expression create(int depth) {
    Member member = dice.one(Members.constructors());
    List<Expression> arguments = operands(member.operands(), depth);
    return new Expression.Create(member.text(), shape(!arguments.isEmpty()), arguments);
  }

  /** A new object of the program. */
  Expression createSelf(int depth) {
    return new Expression.CreateSelf(
        shape(true), operands(ProgramGenerator.CONSTRUCTOR_PARAMETERS, depth));
  }

  private Expression.Shape shape(boolean hasArguments) {
    return new Dice.Choices<Expression.Shape>()
        .add(12, () -> Expression.Shape.PLAIN)
        .add(1, () -> Expression.Shape.THRICE)
        .addIf(hasArguments, 1, () -> Expression.Shape.BELOW_ARGUMENT)
        .add(1, () -> Expression.Shape.IN_LOCAL)
        .add(1, () -> Expression.Shape.IN_LOCAL_TOO)
        .choose(dice);
  }

  /** A new object that nobody uses. */
  Expression unused(int depth) {
    Member member = dice.one(Members.constructors());
    return new Expression.Create(
        member.text(), Expression.Shape.UNUSED, operands(member.operands(), depth));
  }

  /** A lambda or a method reference, called back at once. */
  Expression functional(Functional functional, int depth) {
    boolean dispatched = dice.oneIn(2);
    List<Expression> argument =
        functional.parameter().map(kind -> expressions.some(kind, depth)).stream().toList();
    if (dice.oneIn(2)) {
      return reference(functional, dispatched, argument, depth);
    }
    int mark = place.mark();
    int parameter = place.declare(functional.parameter().orElse(Kind.INT), false);
    if (functional.parameter().isEmpty()) {
      place.reset(mark);
    }
    Expression body = expressions.some(functional.result(), depth);
    place.reset(mark);
    return new Expression.Lambda(functional, dispatched, parameter, argument, body);
  }

  private Expression reference(
      Functional functional, boolean dispatched, List<Expression> argument, int depth) {
    List<Member> members =
        functional.members().stream()
            .map(Members::named)
            .filter(member -> place.hasSelf() && place.inherits() || !member.isOfBase())
            .toList();
    Member member = dice.one(members);
    boolean bound =
        functional != Functional.FUNCTION && !member.isStatic() && !member.isConstructor();
    boolean inherited = member.isOfBase() && dice.oneIn(2);
    List<Expression> receiver = bound ? List.of(receiver(member, depth)) : List.of();
    return new Expression.Reference(
        functional,
        dispatched,
        dice.oneIn(3),
        inherited ? Expression.Form.SUPER : Expression.Form.NAME,
        member.text(),
        receiver,
        argument);
  }

  private Expression receiver(Member member, int depth) {
    return member.isOfBase() ? new Expression.This() : expressions.some(Kind.NODE, depth);
  }
}
