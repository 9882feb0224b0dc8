package dev.aos.it.overlap;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.InstructionAdapter;

/**
 * A random program: one method of straight lines, branches, loops and try blocks, that reads and
 * writes the {@link Shelf}. The same seed and number give the same program, under any name.
 */
final class Scrap {

  static final String RUN = "run";
  static final String JOIN = "join";
  static final String JOIN_DESCRIPTOR =
      "(Ljava/lang/String;JLjava/lang/String;DI)Ljava/lang/String;";

  private static final List<Type> TYPES =
      List.of(Expressions.TEXT, Type.INT_TYPE, Type.LONG_TYPE, Type.DOUBLE_TYPE);
  private static final int DEPTH = 3;
  private static final int FUEL = 14;

  private final SplittableRandom random;
  private final String name;
  private final Variables variables = new Variables();
  private InstructionAdapter code;
  private Expressions expressions;
  private int fuel = FUEL;

  private Scrap(long seed, int number, String name) {
    this.random = new SplittableRandom(seed * 0x9e3779b97f4a7c15L + number);
    this.name = name;
  }

  /** The class file of a program. */
  static byte[] compile(long seed, int number, String internalName) {
    return new Scrap(seed, number, internalName).compile();
  }

  /** The name of a static field. */
  static String field(Type type, boolean fixed) {
    return (fixed ? "fixed" : "field") + (type.equals(Type.INT_TYPE) ? "Int" : "Text");
  }

  private byte[] compile() {
    ClassWriter writer =
        new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
          @Override
          protected String getCommonSuperClass(String type1, String type2) {
            return "java/lang/Object";
          }
        };
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", null);
    writer.visitSource("Scrap", null);
    for (Type type : List.of(Expressions.TEXT, Type.INT_TYPE)) {
      int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;
      Object value = type.equals(Type.INT_TYPE) ? (Object) 3 : "fixed";
      writer.visitField(access, field(type, false), type.getDescriptor(), null, null).visitEnd();
      writer
          .visitField(
              access | Opcodes.ACC_FINAL, field(type, true), type.getDescriptor(), null, value)
          .visitEnd();
    }
    method(writer, JOIN, JOIN_DESCRIPTOR, this::join);
    method(writer, RUN, "()Ljava/lang/String;", this::run);
    writer.visitEnd();
    return writer.toByteArray();
  }

  private static void method(
      ClassWriter writer, String name, String descriptor, Consumer<MethodVisitor> body) {
    MethodVisitor method =
        writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, name, descriptor, null, null);
    method.visitCode();
    body.accept(method);
    method.visitMaxs(0, 0);
    method.visitEnd();
  }

  private void join(MethodVisitor method) {
    InstructionAdapter join = new InstructionAdapter(method);
    join.load(0, Expressions.TEXT);
    join.load(3, Expressions.TEXT);
    join.invokevirtual(
        "java/lang/String", "concat", "(Ljava/lang/String;)Ljava/lang/String;", false);
    join.areturn(Expressions.TEXT);
  }

  private void run(MethodVisitor method) {
    code = new InstructionAdapter(method);
    expressions = new Expressions(random, code, variables, name);
    for (Type type : TYPES) {
      for (int count = random.nextInt(1, 3); count > 0; count--) {
        expressions.emit(type, 0);
        Variables.Variable variable = variables.declare(type);
        code.store(variable.index(), type);
      }
    }
    block(3);
    result();
  }

  /** Everything that can be seen of the variables. */
  private void result() {
    code.anew(Type.getType(StringBuilder.class));
    code.dup();
    code.invokespecial("java/lang/StringBuilder", "<init>", "()V", false);
    for (Variables.Variable variable : variables.all()) {
      code.load(variable.index(), variable.type());
      code.invokevirtual(
          "java/lang/StringBuilder",
          "append",
          "(" + variable.type().getDescriptor() + ")Ljava/lang/StringBuilder;",
          false);
    }
    code.invokevirtual("java/lang/StringBuilder", "toString", "()Ljava/lang/String;", false);
    code.areturn(Expressions.TEXT);
  }

  private void block(int depth) {
    int mark = variables.mark();
    for (int count = random.nextInt(2, 7); count > 0 && fuel > 0; count--) {
      fuel--;
      expressions.nextLine();
      statement(depth);
    }
    variables.reset(mark);
  }

  private void statement(int depth) {
    switch (random.nextInt(depth > 0 ? 18 : 14)) {
      case 0, 1, 2, 3, 4 -> declare();
      case 5, 6 -> assign();
      case 7 -> drop();
      case 8 -> {
        expressions.emit(Expressions.TEXT, 1);
        expressions.nextLine();
        code.invokestatic(Expressions.SHELF, "check", "(Ljava/lang/String;)V", false);
      }
      case 9 -> note();
      case 10 -> store();
      case 11, 12 -> declare();
      case 13 -> pair();
      case 14 -> branch(depth - 1);
      case 15 -> loop(depth - 1);
      default -> attempt(depth - 1);
    }
  }

  private Type anyType() {
    return random.nextInt(3) > 0 ? Expressions.TEXT : TYPES.get(random.nextInt(TYPES.size()));
  }

  /** A variable that the block alone knows. */
  private void declare() {
    Type type = anyType();
    expressions.emit(type, DEPTH);
    Variables.Variable variable = variables.declare(type);
    code.store(variable.index(), type);
  }

  private void assign() {
    Type type = anyType();
    expressions.emit(type, DEPTH);
    List<Variables.Variable> known = variables.of(type);
    code.store(known.get(random.nextInt(known.size())).index(), type);
  }

  /** Two reads that do not need each other; what is between them may fail. */
  private void pair() {
    List<Variables.Variable> known = variables.of(Expressions.TEXT);
    expressions.emit(Expressions.TEXT, 0);
    read();
    code.store(known.get(random.nextInt(known.size())).index(), Expressions.TEXT);
    expressions.emit(Expressions.TEXT, 0);
    code.iconst(random.nextInt(5));
    expressions.nextLine();
    code.invokevirtual("java/lang/String", "substring", "(I)Ljava/lang/String;", false);
    read();
    Variables.Variable second = variables.declare(Expressions.TEXT);
    code.store(second.index(), second.type());
  }

  private void read() {
    expressions.nextLine();
    code.invokestatic(Expressions.SHELF, "read", "(Ljava/lang/String;)Ljava/lang/String;", false);
  }

  private void drop() {
    Type type = anyType();
    expressions.emit(type, 2);
    if (type.getSize() == 2) {
      code.pop2();
    } else {
      code.pop();
    }
  }

  private void note() {
    expressions.emit(Type.INT_TYPE, 1);
    expressions.nextLine();
    code.invokestatic(Expressions.SHELF, "note", "(I)V", false);
  }

  private void store() {
    Type type = random.nextBoolean() ? Expressions.TEXT : Type.INT_TYPE;
    expressions.emit(type, 2);
    code.putstatic(name, field(type, false), type.getDescriptor());
  }

  private void branch(int depth) {
    Label otherwise = new Label();
    Label end = new Label();
    expressions.condition(2, otherwise);
    block(depth);
    code.goTo(end);
    code.mark(otherwise);
    block(depth);
    code.mark(end);
  }

  private void loop(int depth) {
    int mark = variables.mark();
    Label head = new Label();
    Label end = new Label();
    Variables.Variable counter = variables.declare(Type.LONG_TYPE);
    variables.all().remove(counter);
    Variables.Variable kept = counter;
    code.lconst(0);
    code.store(kept.index(), Type.LONG_TYPE);
    code.mark(head);
    code.load(kept.index(), Type.LONG_TYPE);
    code.lconst(2);
    code.lcmp();
    code.ifge(end);
    block(depth);
    code.load(kept.index(), Type.LONG_TYPE);
    code.lconst(1);
    code.add(Type.LONG_TYPE);
    code.store(kept.index(), Type.LONG_TYPE);
    code.goTo(head);
    code.mark(end);
    variables.reset(mark);
  }

  private void attempt(int depth) {
    Label start = new Label();
    Label end = new Label();
    Label handler = new Label();
    Label after = new Label();
    int mark = variables.mark();
    code.mark(start);
    code.nop();
    block(depth);
    code.mark(end);
    code.goTo(after);
    code.mark(handler);
    boolean all = random.nextBoolean();
    code.visitTryCatchBlock(
        start,
        end,
        handler,
        all ? "java/lang/RuntimeException" : Type.getInternalName(Shelf.Torn.class));
    Variables.Variable caught = variables.declare(Type.getType(RuntimeException.class));
    code.store(caught.index(), caught.type());
    block(depth);
    variables.reset(mark);
    code.mark(after);
  }
}
