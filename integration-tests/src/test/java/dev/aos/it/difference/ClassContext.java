package dev.aos.it.difference;

import java.util.List;
import java.util.Optional;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** What is known while one class is compiled. */
final class ClassContext {

  private final Program program;
  private final Names names;
  private final String name;
  private final boolean isInterface;
  private final ClassVisitor out;
  private int lambdas;
  private int line;

  ClassContext(Program program, Names names, String name, boolean isInterface, ClassVisitor out) {
    this.program = program;
    this.names = names;
    this.name = name;
    this.isInterface = isInterface;
    this.out = out;
  }

  Program program() {
    return program;
  }

  Names names() {
    return names;
  }

  /**
   * A new method.
   *
   * @param receiver whether it has one
   * @param self whether that can be used from the start
   */
  MethodContext method(
      int access, String methodName, String descriptor, boolean receiver, boolean self) {
    Code code = new Code(out.visitMethod(access, methodName, descriptor, null, null), line);
    code.visitCode();
    return new MethodContext(this, code, new Scope(receiver ? 1 : 0), self);
  }

  void end(MethodContext method) {
    method.code().visitMaxs(0, 0);
    method.code().visitEnd();
    line = method.code().line();
  }

  /**
   * A method for the body of a lambda.
   *
   * @param captured the locals that it takes over
   * @param parameter its own one, if there is one
   * @param instance whether it takes {@code this}
   * @return the method as a handle
   */
  Handle lambda(
      List<Captured> captured,
      Optional<Captured> parameter,
      boolean instance,
      Kind result,
      Expression body) {
    List<Captured> all = new java.util.ArrayList<>(captured);
    parameter.ifPresent(all::add);
    String descriptor =
        names.descriptor(all.stream().map(Captured::kind).toList(), names.type(result));
    int access = Opcodes.ACC_PRIVATE | Opcodes.ACC_SYNTHETIC;
    String lambdaName = "lambda$" + lambdas++;
    MethodContext method =
        method(
            instance ? access : access | Opcodes.ACC_STATIC,
            lambdaName,
            descriptor,
            instance,
            instance);
    for (Captured local : all) {
      method.scope().declare(local.id(), local.kind(), names.type(local.kind()));
    }
    method.code().nextLine();
    new ExpressionCompiler(method).emit(body);
    method.code().areturn(names.type(result));
    end(method);
    int kind = instance ? Opcodes.H_INVOKESPECIAL : Opcodes.H_INVOKESTATIC;
    return new Handle(kind, name, lambdaName, descriptor, isInterface);
  }

  /** A local of the method around a lambda. */
  record Captured(int id, Kind kind) {}

  Type type() {
    return Type.getObjectType(name);
  }
}
