package dev.aos.it.difference;

import dev.aos.it.difference.library.Frames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.objectweb.asm.Opcodes;

/** Writes random programs. The same seed and number give the same program. */
final class ProgramGenerator {

  static final List<Kind> CONSTRUCTOR_PARAMETERS = List.of(Kind.INT, Kind.DOUBLE, Kind.TEXT);

  private static final int LARGEST = 800;
  private static final int NESTING = 2;
  private static final List<Integer> VERSIONS =
      List.of(
          Opcodes.V1_6,
          Opcodes.V1_7,
          Opcodes.V1_8,
          Opcodes.V1_8,
          Opcodes.V11,
          Opcodes.V17,
          Opcodes.V17,
          Opcodes.V21);

  private final Dice dice;
  private final int version;

  private ProgramGenerator(Dice dice) {
    this.dice = dice;
    this.version = dice.one(VERSIONS);
  }

  /** A program. */
  static Program generate(long seed, int number) {
    Dice dice = new Dice(seed, number);
    while (true) {
      Program program = new ProgramGenerator(dice).program();
      // What is done at last is repeated wherever a block is left: a large one may become too
      // large.
      if (Tree.size(program) < LARGEST) {
        return program;
      }
    }
  }

  private Program program() {
    List<Program.Method> methods = new ArrayList<>();
    // Written from the last one on: each may call those behind it.
    int count = dice.between(2, 4);
    int firstOfAll = count - 1;
    for (int i = firstOfAll; i >= 0; i--) {
      methods.add(0, i == 0 ? first(methods) : method(i, methods, i < firstOfAll));
    }
    List<Program.Method> last = methods.subList(methods.size() - 1, methods.size());
    List<Program.Method> ofConstructor = methods.size() == 1 ? List.of() : last;
    return new Program(version, methods, constructor(ofConstructor), initialiser());
  }

  private Program.Method first(List<Program.Method> callable) {
    return new Program.Method(
        "first",
        Program.Sort.STATIC,
        false,
        dice.oneIn(8),
        Program.INPUT,
        Kind.LONG,
        body(
            new Surroundings(version, true, false, true, List.copyOf(callable)),
            Program.INPUT,
            Kind.LONG));
  }

  private Program.Method method(int number, List<Program.Method> callable, boolean creates) {
    Program.Sort sort = sort();
    List<Kind> parameters = new ArrayList<>();
    for (int i = dice.below(5); i > 0; i--) {
      parameters.add(dice.one(Kind.VALUES));
    }
    Kind result = dice.one(Kind.VALUES);
    // In the interface no instance of the class is known, and what is private can't be called.
    boolean inherits = sort != Program.Sort.DEFAULT;
    boolean self = inherits && !sort.isStatic();
    List<Program.Method> seen =
        callable.stream().filter(method -> inherits || !method.sort().isPrivate()).toList();
    String name = (dice.oneIn(6) ? Frames.DISPATCHED : "method") + number;
    boolean isSynchronized = inherits && dice.oneIn(12);
    return new Program.Method(
        name,
        sort,
        isSynchronized,
        dice.oneIn(8),
        List.copyOf(parameters),
        result,
        body(new Surroundings(version, inherits, self, creates, seen), parameters, result));
  }

  private Program.Sort sort() {
    Program.Sort sort = dice.one(Program.Sort.values());
    boolean possible = sort != Program.Sort.DEFAULT || version >= Opcodes.V1_8;
    return possible ? sort : Program.Sort.VIRTUAL;
  }

  private List<Statement> body(Surroundings place, List<Kind> parameters, Kind result) {
    parameters.forEach(kind -> place.declare(kind, true));
    StatementGenerator statements = new StatementGenerator(dice, place, Optional.of(result));
    List<Statement> body = new ArrayList<>(statements.statements(2, 4, NESTING));
    body.add(
        new Statement.Return(result, new ExpressionGenerator(dice, place).some(result, NESTING)));
    return List.copyOf(body);
  }

  private Program.Constructor constructor(List<Program.Method> callable) {
    Surroundings before = new Surroundings(version, true, false, false, callable);
    CONSTRUCTOR_PARAMETERS.forEach(kind -> before.declare(kind, true));
    List<Statement> first =
        new StatementGenerator(dice, before, Optional.empty()).statements(0, 2, 1);
    Member superclass = dice.one(Members.superclass());
    List<Expression> arguments =
        superclass.operands().stream()
            .map(kind -> new ExpressionGenerator(dice, before).some(kind, 2))
            .toList();
    List<Statement> after =
        new StatementGenerator(dice, before.withSelf(), Optional.empty()).statements(0, 2, 1);
    return new Program.Constructor(
        dice.oneIn(8), CONSTRUCTOR_PARAMETERS, first, superclass.text(), arguments, after);
  }

  private List<Statement> initialiser() {
    if (!dice.oneIn(8)) {
      return List.of();
    }
    Surroundings place = new Surroundings(version, true, false, false, List.of());
    return new StatementGenerator(dice, place, Optional.empty()).statements(1, 2, 1);
  }
}
