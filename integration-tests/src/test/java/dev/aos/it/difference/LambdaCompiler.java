package dev.aos.it.difference;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Turns lambdas and method references into instructions, and lets them be called back. */
final class LambdaCompiler {

  private static final String FACTORY = "java/lang/invoke/LambdaMetafactory";
  private static final String LOOKUP =
      "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;";
  private static final Handle PLAIN =
      new Handle(
          Opcodes.H_INVOKESTATIC,
          FACTORY,
          "metafactory",
          LOOKUP
              + "Ljava/lang/invoke/MethodType;Ljava/lang/invoke/MethodHandle;"
              + "Ljava/lang/invoke/MethodType;)Ljava/lang/invoke/CallSite;",
          false);
  private static final Handle ALTERNATIVE =
      new Handle(
          Opcodes.H_INVOKESTATIC,
          FACTORY,
          "altMetafactory",
          LOOKUP + "[Ljava/lang/Object;)Ljava/lang/invoke/CallSite;",
          false);

  private final MethodContext context;
  private final Code code;
  private final ExpressionCompiler expressions;

  LambdaCompiler(MethodContext context, ExpressionCompiler expressions) {
    this.context = context;
    this.code = context.code();
    this.expressions = expressions;
  }

  void emit(Expression.Lambda lambda) {
    Functional functional = lambda.functional();
    boolean instance = Tree.nodes(lambda.body()).anyMatch(node -> node instanceof Expression.This);
    if (instance && !context.hasSelf()) {
      throw new InvalidProgram("no this in a lambda");
    }
    List<ClassContext.Captured> captured = captured(lambda);
    Optional<ClassContext.Captured> parameter =
        functional.parameter().map(kind -> new ClassContext.Captured(lambda.parameter(), kind));
    Handle body =
        context.owner().lambda(captured, parameter, instance, functional.result(), lambda.body());
    List<Type> bound = new ArrayList<>();
    if (instance) {
      code.load(0, context.owner().type());
      bound.add(context.owner().type());
    }
    for (ClassContext.Captured local : captured) {
      Type type = context.names().type(local.kind());
      code.load(context.scope().variable(local.id()).index(), type);
      bound.add(type);
    }
    link(functional, bound, body, false);
    callBack(functional, lambda.dispatched(), lambda.argument());
  }

  private List<ClassContext.Captured> captured(Expression.Lambda lambda) {
    return Tree.nodes(lambda.body())
        .filter(Expression.Local.class::isInstance)
        .map(node -> ((Expression.Local) node).id())
        .distinct()
        .filter(id -> id != lambda.parameter() && context.scope().has(id))
        .map(id -> new ClassContext.Captured(id, context.scope().variable(id).kind()))
        .toList();
  }

  void emit(Expression.Reference reference) {
    Member member = Members.named(reference.member());
    List<Type> bound = new ArrayList<>();
    for (Expression receiver : reference.receiver()) {
      expressions.emit(receiver);
      bound.add(context.names().type(member.operands().get(0)));
    }
    Handle handle =
        new Handle(
            referenceKind(member, reference.form()),
            member.internalOwner(),
            member.name(),
            member.descriptor(),
            false);
    link(reference.functional(), bound, handle, reference.alternative());
    callBack(reference.functional(), reference.dispatched(), reference.argument());
  }

  private static int referenceKind(Member member, Expression.Form form) {
    if (form == Expression.Form.SUPER) {
      return Opcodes.H_INVOKESPECIAL;
    }
    if (member.isConstructor()) {
      return Opcodes.H_NEWINVOKESPECIAL;
    }
    return member.isStatic() ? Opcodes.H_INVOKESTATIC : Opcodes.H_INVOKEVIRTUAL;
  }

  private void link(
      Functional functional, List<Type> bound, Handle implementation, boolean alternative) {
    Type type = Type.getType(functional.descriptor());
    String descriptor = Type.getMethodDescriptor(type, bound.toArray(new Type[0]));
    Object[] plain = {functional.erased(), implementation, functional.exact()};
    Object[] serialisable = {
      functional.erased(),
      implementation,
      functional.exact(),
      java.lang.invoke.LambdaMetafactory.FLAG_SERIALIZABLE
    };
    code.visitInvokeDynamicInsn(
        functional.method(),
        descriptor,
        alternative ? ALTERNATIVE : PLAIN,
        alternative ? serialisable : plain);
  }

  private void callBack(Functional functional, boolean dispatched, List<Expression> argument) {
    if (argument.size() != functional.parameter().stream().count()) {
      throw new InvalidProgram("argument of a lambda");
    }
    argument.forEach(expressions::emit);
    code.nextLine();
    String caller = dispatched ? Names.LIBRARY_CLASS : Names.DIRECT_CLASS;
    context.invoke(
        () -> code.invokestatic(caller, functional.caller(), functional.callerDescriptor(), false));
  }
}
