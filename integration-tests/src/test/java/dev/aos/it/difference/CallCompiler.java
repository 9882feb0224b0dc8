package dev.aos.it.difference;

import java.util.List;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Turns calls into instructions. */
final class CallCompiler {

  private static final String HANDLE = "java/lang/invoke/MethodHandle";

  private final MethodContext context;
  private final Code code;
  private final ExpressionCompiler expressions;

  CallCompiler(MethodContext context, ExpressionCompiler expressions) {
    this.context = context;
    this.code = context.code();
    this.expressions = expressions;
  }

  void emit(Expression.Call call) {
    Member member = Members.named(call.member());
    if (call.form() == Expression.Form.HANDLE) {
      code.visitLdcInsn(handle(member));
    }
    operands(member, call.arguments());
    code.nextLine();
    context.invoke(() -> invoke(member, call.form()));
  }

  void emit(Expression.OwnCall call) {
    Program.Method method = context.owner().program().method(call.method());
    boolean isStatic = method.sort().isStatic();
    if (call.arguments().size() != method.parameters().size() + (isStatic ? 0 : 1)) {
      throw new InvalidProgram("arguments of " + method.name());
    }
    call.arguments().forEach(expressions::emit);
    code.nextLine();
    context.invoke(() -> invoke(method));
  }

  private void invoke(Program.Method method) {
    Names names = context.names();
    String descriptor = names.descriptor(method.parameters(), names.type(method.result()));
    switch (method.sort()) {
      case STATIC, PRIVATE_STATIC ->
          code.invokestatic(names.self(), method.name(), descriptor, false);
      case PRIVATE -> {
        if (context.owner().program().version() >= Opcodes.V11) {
          code.invokevirtual(names.self(), method.name(), descriptor, false);
        } else {
          code.invokespecial(names.self(), method.name(), descriptor, false);
        }
      }
      case VIRTUAL -> code.invokevirtual(names.self(), method.name(), descriptor, false);
      case DEFAULT -> code.invokeinterface(names.mixin(), method.name(), descriptor);
    }
  }

  /** The receiver, if there is one, and the arguments. */
  private void operands(Member member, List<Expression> arguments) {
    int receivers = member.isStatic() || member.isConstructor() ? 0 : 1;
    if (arguments.size() != member.types().size() + receivers) {
      throw new InvalidProgram("arguments of " + member.text());
    }
    for (int i = 0; i < arguments.size(); i++) {
      expressions.emit(arguments.get(i));
      if (i >= receivers) {
        code.narrow(member.types().get(i - receivers));
      }
    }
  }

  private void invoke(Member member, Expression.Form form) {
    String descriptor = member.descriptor();
    boolean isInterface = member.owner().isInterface();
    switch (form) {
      case HANDLE -> code.invokevirtual(HANDLE, "invokeExact", handleDescriptor(member), false);
      case SUPER ->
          code.invokespecial(member.internalOwner(), member.name(), descriptor, isInterface);
      case NAME -> {
        if (member.isStatic()) {
          code.invokestatic(owner(member), member.name(), descriptor, isInterface);
        } else if (isInterface) {
          code.invokeinterface(owner(member), member.name(), descriptor);
        } else {
          code.invokevirtual(owner(member), member.name(), descriptor, false);
        }
      }
    }
  }

  /** The class that a call names: what is inherited belongs to the program's class. */
  private String owner(Member member) {
    return member.isOfBase() ? context.names().self() : member.internalOwner();
  }

  private String handleDescriptor(Member member) {
    if (member.isStatic()) {
      return member.descriptor();
    }
    String receiver = Type.getObjectType(owner(member)).getDescriptor();
    return "(" + receiver + member.descriptor().substring(1);
  }

  private Handle handle(Member member) {
    boolean isInterface = member.owner().isInterface();
    int virtual = isInterface ? Opcodes.H_INVOKEINTERFACE : Opcodes.H_INVOKEVIRTUAL;
    int kind = member.isStatic() ? Opcodes.H_INVOKESTATIC : virtual;
    return new Handle(kind, owner(member), member.name(), member.descriptor(), isInterface);
  }
}
