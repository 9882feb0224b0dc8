package dev.aos.it.overlap;

import java.util.List;
import java.util.SplittableRandom;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.InstructionAdapter;

/** Writes random expressions as instructions. */
final class Expressions {

  static final Type TEXT = Type.getType(String.class);
  static final String SHELF = Type.getInternalName(Shelf.class);

  private static final String STRING = "java/lang/String";
  private static final String BUILDER = "java/lang/StringBuilder";
  private static final Handle CONCATENATION =
      new Handle(
          Opcodes.H_INVOKESTATIC,
          "java/lang/invoke/StringConcatFactory",
          "makeConcatWithConstants",
          "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;"
              + "Ljava/lang/invoke/MethodType;Ljava/lang/String;[Ljava/lang/Object;)"
              + "Ljava/lang/invoke/CallSite;",
          false);

  private final SplittableRandom random;
  private final InstructionAdapter code;
  private final Variables variables;
  private final String owner;
  private int line;

  Expressions(SplittableRandom random, InstructionAdapter code, Variables variables, String owner) {
    this.random = random;
    this.code = code;
    this.variables = variables;
    this.owner = owner;
  }

  void nextLine() {
    Label label = new Label();
    code.mark(label);
    code.visitLineNumber(++line, label);
  }

  /** Leaves a value of the type on the stack. */
  void emit(Type type, int depth) {
    if (depth <= 0 || random.nextInt(6) == 0) {
      simple(type);
    } else if (type.equals(TEXT)) {
      text(depth - 1);
    } else if (type.equals(Type.LONG_TYPE)) {
      number(depth - 1);
    } else if (type.equals(Type.DOUBLE_TYPE)) {
      fraction(depth - 1);
    } else {
      integer(depth - 1);
    }
  }

  private void simple(Type type) {
    List<Variables.Variable> known = variables.of(type);
    if (!known.isEmpty() && random.nextInt(4) > 0) {
      code.load(known.get(random.nextInt(known.size())).index(), type);
    } else if (type.equals(TEXT)) {
      code.aconst("p" + random.nextInt(40));
    } else if (type.equals(Type.LONG_TYPE)) {
      code.lconst(random.nextInt(5));
    } else if (type.equals(Type.DOUBLE_TYPE)) {
      code.dconst(random.nextInt(5));
    } else {
      code.iconst(random.nextInt(5));
    }
  }

  private void text(int depth) {
    switch (random.nextInt(15)) {
      case 0, 1, 2, 3, 4 -> call(depth, "read", TEXT, TEXT);
      case 5 -> atPath(depth);
      case 6 -> call(depth, "write", TEXT, TEXT);
      case 7, 8 -> concatenation(depth);
      case 9 -> builder(depth);
      case 10 -> pure(depth);
      case 11 -> field(TEXT);
      case 12 -> conditional(TEXT, depth);
      case 13 -> own(depth);
      default -> assigned(TEXT, depth);
    }
  }

  private void number(int depth) {
    switch (random.nextInt(6)) {
      case 0, 1 -> call(depth, "size", Type.LONG_TYPE, TEXT);
      case 2 -> {
        emit(Type.LONG_TYPE, depth);
        emit(Type.LONG_TYPE, depth);
        code.add(Type.LONG_TYPE);
      }
      case 3 -> {
        emit(Type.LONG_TYPE, depth);
        code.invokestatic("java/lang/Long", "valueOf", "(J)Ljava/lang/Long;", false);
        code.invokevirtual("java/lang/Long", "longValue", "()J", false);
      }
      case 4 -> assigned(Type.LONG_TYPE, depth);
      default -> {
        emit(Type.INT_TYPE, depth);
        code.cast(Type.INT_TYPE, Type.LONG_TYPE);
      }
    }
  }

  private void fraction(int depth) {
    if (random.nextBoolean()) {
      call(depth, "ratio", Type.DOUBLE_TYPE, Type.INT_TYPE);
    } else {
      emit(Type.DOUBLE_TYPE, depth);
      emit(Type.DOUBLE_TYPE, depth);
      code.mul(Type.DOUBLE_TYPE);
    }
  }

  private void integer(int depth) {
    switch (random.nextInt(8)) {
      case 0, 1 -> call(depth, "count", Type.INT_TYPE, TEXT, Type.LONG_TYPE);
      case 2 -> {
        emit(Type.INT_TYPE, depth);
        emit(Type.INT_TYPE, depth);
        code.sub(Type.INT_TYPE);
      }
      case 3 -> {
        emit(Type.INT_TYPE, depth);
        emit(Type.INT_TYPE, depth);
        nextLine();
        code.div(Type.INT_TYPE);
      }
      case 4 -> {
        emit(TEXT, depth);
        nextLine();
        code.invokevirtual(STRING, "length", "()I", false);
      }
      case 5 -> {
        emit(TEXT, depth);
        nextLine();
        code.invokestatic("java/lang/Integer", "parseInt", "(Ljava/lang/String;)I", false);
      }
      case 6 -> conditional(Type.INT_TYPE, depth);
      default -> field(Type.INT_TYPE);
    }
  }

  private void call(int depth, String name, Type result, Type... arguments) {
    for (Type argument : arguments) {
      emit(argument, depth);
    }
    nextLine();
    code.invokestatic(SHELF, name, Type.getMethodDescriptor(result, arguments), false);
  }

  private void atPath(int depth) {
    emit(TEXT, depth);
    code.iconst(0);
    code.newarray(TEXT);
    nextLine();
    code.invokestatic(
        "java/nio/file/Path",
        "of",
        "(Ljava/lang/String;[Ljava/lang/String;)Ljava/nio/file/Path;",
        true);
    if (random.nextBoolean()) {
      // Some of them are no names of files.
      code.aconst(random.nextInt(5) == 0 ? "\0" : "x" + random.nextInt(9));
      nextLine();
      code.invokeinterface(
          "java/nio/file/Path", "resolve", "(Ljava/lang/String;)Ljava/nio/file/Path;");
    }
    nextLine();
    code.invokestatic(SHELF, "readAt", "(Ljava/nio/file/Path;)Ljava/lang/String;", false);
  }

  private void concatenation(int depth) {
    List<Type> types = List.of(TEXT, Type.INT_TYPE, Type.LONG_TYPE, Type.DOUBLE_TYPE);
    StringBuilder parts = new StringBuilder("(");
    StringBuilder recipe = new StringBuilder();
    for (int count = random.nextInt(1, 4); count > 0; count--) {
      Type type = types.get(random.nextInt(types.size()));
      emit(type, depth);
      parts.append(type.getDescriptor());
      recipe.append('\1').append('+');
    }
    code.invokedynamic(
        "makeConcatWithConstants",
        parts.append(")Ljava/lang/String;").toString(),
        CONCATENATION,
        new Object[] {recipe.toString()});
  }

  private void builder(int depth) {
    code.anew(Type.getObjectType(BUILDER));
    code.dup();
    code.invokespecial(BUILDER, "<init>", "()V", false);
    for (int count = random.nextInt(1, 4); count > 0; count--) {
      Type type = random.nextBoolean() ? TEXT : Type.INT_TYPE;
      emit(type, depth);
      code.invokevirtual(
          BUILDER, "append", "(" + type.getDescriptor() + ")Ljava/lang/StringBuilder;", false);
    }
    code.invokevirtual(BUILDER, "toString", "()Ljava/lang/String;", false);
  }

  private void pure(int depth) {
    emit(TEXT, depth);
    if (random.nextBoolean()) {
      emit(TEXT, depth);
      nextLine();
      code.invokevirtual(STRING, "concat", "(Ljava/lang/String;)Ljava/lang/String;", false);
    } else {
      code.iconst(random.nextInt(4));
      nextLine();
      code.invokevirtual(STRING, "substring", "(I)Ljava/lang/String;", false);
    }
  }

  private void field(Type type) {
    boolean fixed = random.nextBoolean();
    code.getstatic(owner, Scrap.field(type, fixed), type.getDescriptor());
  }

  /** A call with results below and above other values. */
  private void own(int depth) {
    emit(TEXT, depth);
    emit(Type.LONG_TYPE, depth);
    emit(TEXT, depth);
    emit(Type.DOUBLE_TYPE, depth);
    emit(Type.INT_TYPE, depth);
    nextLine();
    code.invokestatic(owner, Scrap.JOIN, Scrap.JOIN_DESCRIPTOR, false);
  }

  private void conditional(Type type, int depth) {
    Label otherwise = new Label();
    Label end = new Label();
    condition(depth, otherwise);
    emit(type, depth);
    code.goTo(end);
    code.mark(otherwise);
    emit(type, depth);
    code.mark(end);
  }

  /** Jumps if a condition does not hold. */
  void condition(int depth, Label otherwise) {
    emit(Type.INT_TYPE, depth);
    code.iconst(1);
    code.and(Type.INT_TYPE);
    code.ifne(otherwise);
  }

  private void assigned(Type type, int depth) {
    List<Variables.Variable> known = variables.of(type);
    emit(type, depth);
    if (!known.isEmpty()) {
      if (type.getSize() == 2) {
        code.dup2();
      } else {
        code.dup();
      }
      code.store(known.get(random.nextInt(known.size())).index(), type);
    }
  }
}
