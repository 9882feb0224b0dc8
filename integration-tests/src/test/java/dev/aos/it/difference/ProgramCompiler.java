package dev.aos.it.difference;

import dev.aos.it.difference.library.Entry;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Turns a program into class files. */
final class ProgramCompiler {

  private static final String SOURCE = "Program.java";

  private final Program program;
  private final Names names;

  private ProgramCompiler(Program program, Names names) {
    this.program = program;
    this.names = names;
  }

  /**
   * The class files, by internal name.
   *
   * @throws InvalidProgram if there is something wrong with the program
   */
  static Map<String, byte[]> compile(Program program, Names names) {
    return new ProgramCompiler(program, names).classes();
  }

  private Map<String, byte[]> classes() {
    Map<String, byte[]> classes = new TreeMap<>();
    classes.put(names.self(), self());
    classes.put(names.main(), main());
    if (hasMixin()) {
      classes.put(names.mixin(), mixin());
    }
    return classes;
  }

  /** The program's version, or the newest that this JVM takes. */
  private int version() {
    int newest = Opcodes.V17 + Runtime.version().feature() - 17;
    return Math.min(program.version(), newest);
  }

  private boolean hasMixin() {
    return program.version() >= Opcodes.V1_8;
  }

  private byte[] self() {
    ClassWriter writer = new FlatWriter();
    String[] interfaces =
        hasMixin()
            ? new String[] {Names.FACE_CLASS, names.mixin()}
            : new String[] {Names.FACE_CLASS};
    int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_SUPER;
    writer.visit(version(), access, names.self(), null, Names.BASE_CLASS, interfaces);
    writer.visitSource(SOURCE, null);
    for (Kind kind : Kind.values()) {
      field(writer, Opcodes.ACC_STATIC, ExpressionCompiler.fieldName(true, kind), kind);
      field(writer, 0, ExpressionCompiler.fieldName(false, kind), kind);
    }
    ClassContext context = new ClassContext(program, names, names.self(), false, writer);
    if (!program.initialiser().isEmpty()) {
      initialiser(context);
    }
    constructor(context, program.constructor());
    for (Program.Method method : program.methods()) {
      if (method.sort() != Program.Sort.DEFAULT) {
        method(context, method);
      }
    }
    writer.visitEnd();
    return writer.toByteArray();
  }

  private byte[] mixin() {
    ClassWriter writer = new FlatWriter();
    int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT;
    writer.visit(version(), access, names.mixin(), null, Names.OBJECT, null);
    writer.visitSource(SOURCE, null);
    ClassContext context = new ClassContext(program, names, names.mixin(), true, writer);
    for (Program.Method method : program.methods()) {
      if (method.sort() == Program.Sort.DEFAULT) {
        method(context, method);
      }
    }
    writer.visitEnd();
    return writer.toByteArray();
  }

  private byte[] main() {
    ClassWriter writer = new FlatWriter();
    String[] interfaces = {Type.getInternalName(Entry.class)};
    writer.visit(Opcodes.V1_8, Opcodes.ACC_PUBLIC, names.main(), null, Names.OBJECT, interfaces);
    ClassContext context = new ClassContext(program, names, names.main(), false, writer);
    MethodContext constructor =
        context.method(Opcodes.ACC_PUBLIC, Names.CONSTRUCTOR, "()V", true, true);
    constructor.code().load(0, context.type());
    constructor.code().invokespecial(Names.OBJECT, Names.CONSTRUCTOR, "()V", false);
    constructor.code().areturn(Type.VOID_TYPE);
    context.end(constructor);
    Program.Method first = program.methods().get(0);
    if (!first.parameters().equals(Program.INPUT) || first.result() != Kind.LONG) {
      throw new InvalidProgram("the first method");
    }
    String descriptor = names.descriptor(Program.INPUT, Type.getType(Object.class));
    MethodContext run = context.method(Opcodes.ACC_PUBLIC, "run", descriptor, true, true);
    Code code = run.code();
    code.load(1, Type.INT_TYPE);
    code.load(2, Type.LONG_TYPE);
    code.load(4, names.type(Kind.TEXT));
    String firstDescriptor = names.descriptor(Program.INPUT, Type.LONG_TYPE);
    code.invokestatic(names.self(), first.name(), firstDescriptor, false);
    code.invokestatic("java/lang/Long", "valueOf", "(J)Ljava/lang/Long;", false);
    code.areturn(Type.getType(Object.class));
    context.end(run);
    writer.visitEnd();
    return writer.toByteArray();
  }

  private void field(ClassVisitor writer, int access, String name, Kind kind) {
    writer.visitField(access, name, names.type(kind).getDescriptor(), null, null).visitEnd();
  }

  private void initialiser(ClassContext context) {
    MethodContext method = context.method(Opcodes.ACC_STATIC, "<clinit>", "()V", false, false);
    new StatementCompiler(method).block(program.initialiser());
    method.code().areturn(Type.VOID_TYPE);
    context.end(method);
  }

  private void constructor(ClassContext context, Program.Constructor constructor) {
    String descriptor = names.descriptor(constructor.parameters(), Type.VOID_TYPE);
    MethodContext method =
        context.method(Opcodes.ACC_PUBLIC, Names.CONSTRUCTOR, descriptor, true, false);
    parameters(method, constructor.parameters(), constructor.wide());
    StatementCompiler statements = new StatementCompiler(method);
    constructor.before().forEach(statements::emit);
    Member superclass = Members.named(constructor.superclass());
    method.code().load(0, Type.getObjectType(Names.OBJECT));
    if (superclass.types().size() != constructor.arguments().size()) {
      throw new InvalidProgram("arguments of the superclass");
    }
    ExpressionCompiler expressions = new ExpressionCompiler(method);
    constructor.arguments().forEach(expressions::emit);
    method.code().nextLine();
    method
        .code()
        .invokespecial(Names.BASE_CLASS, Names.CONSTRUCTOR, superclass.descriptor(), false);
    method.initialized();
    statements.block(constructor.after());
    method.code().areturn(Type.VOID_TYPE);
    context.end(method);
  }

  private void method(ClassContext context, Program.Method method) {
    boolean isStatic = method.sort().isStatic();
    int access = method.sort().isPrivate() ? Opcodes.ACC_PRIVATE : Opcodes.ACC_PUBLIC;
    access |= isStatic ? Opcodes.ACC_STATIC : 0;
    access |= method.isSynchronized() ? Opcodes.ACC_SYNCHRONIZED : 0;
    String descriptor = names.descriptor(method.parameters(), names.type(method.result()));
    // In the interface this is no object of the program's class.
    boolean self = !isStatic && method.sort() != Program.Sort.DEFAULT;
    MethodContext code = context.method(access, method.name(), descriptor, !isStatic, self);
    parameters(code, method.parameters(), method.wide());
    new StatementCompiler(code).block(method.body());
    code.code().nextLine();
    new ExpressionCompiler(code).constant(method.result(), 1);
    code.code().areturn(names.type(method.result()));
    context.end(code);
  }

  private void parameters(MethodContext method, List<Kind> kinds, boolean wide) {
    for (int i = 0; i < kinds.size(); i++) {
      method.scope().declare(i, kinds.get(i), names.type(kinds.get(i)));
    }
    if (wide) {
      method.scope().widen();
    }
  }

  /** Computes frames without loading classes; programs merge no two classes but into Object. */
  private static final class FlatWriter extends ClassWriter {

    FlatWriter() {
      super(ClassWriter.COMPUTE_FRAMES);
    }

    @Override
    protected String getCommonSuperClass(String type1, String type2) {
      return Names.OBJECT;
    }
  }
}
