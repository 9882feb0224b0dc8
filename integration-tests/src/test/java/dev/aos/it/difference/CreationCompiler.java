package dev.aos.it.difference;

import java.util.List;
import org.objectweb.asm.Type;

/** Makes objects, in more ways than javac knows. */
final class CreationCompiler {

  private final MethodContext context;
  private final Code code;
  private final ExpressionCompiler expressions;

  CreationCompiler(MethodContext context, ExpressionCompiler expressions) {
    this.context = context;
    this.code = context.code();
    this.expressions = expressions;
  }

  void emit(Expression.Create create) {
    Member member = Members.named(create.member());
    Type type = Type.getObjectType(member.internalOwner());
    emit(type, member.types(), create.shape(), create.arguments(), Kind.NODE);
  }

  void emit(Expression.CreateSelf create) {
    Names names = context.names();
    List<Type> types =
        context.owner().program().constructor().parameters().stream().map(names::type).toList();
    Type type = Type.getObjectType(names.self());
    emit(type, types, create.shape(), create.arguments(), Kind.SELF);
  }

  private void emit(
      Type type, List<Type> types, Expression.Shape shape, List<Expression> arguments, Kind kind) {
    if (types.size() != arguments.size()) {
      throw new InvalidProgram("arguments of a constructor of " + type);
    }
    Runnable rest = () -> construct(type, types, arguments, 0);
    switch (shape) {
      case PLAIN -> {
        code.anew(type);
        code.dup();
        rest.run();
      }
      case THRICE -> {
        code.anew(type);
        code.dup();
        code.dup();
        rest.run();
        code.pop();
      }
      case BELOW_ARGUMENT -> belowArgument(type, types, arguments);
      case IN_LOCAL, IN_LOCAL_TOO -> inLocal(type, rest, shape == Expression.Shape.IN_LOCAL_TOO);
      case UNUSED -> {
        code.anew(type);
        rest.run();
        expressions.constant(kind, 0);
      }
    }
  }

  private void belowArgument(Type type, List<Type> types, List<Expression> arguments) {
    if (arguments.isEmpty()) {
      throw new InvalidProgram("no argument to put an object below");
    }
    expressions.emit(arguments.get(0));
    code.narrow(types.get(0));
    code.anew(type);
    code.putTwiceBelow(types.get(0));
    construct(type, types, arguments, 1);
  }

  private void inLocal(Type type, Runnable rest, boolean onStackToo) {
    int index = context.scope().fresh(type);
    code.anew(type);
    if (onStackToo) {
      code.dup();
    }
    code.store(index, type);
    if (!onStackToo) {
      code.load(index, type);
    }
    rest.run();
    code.load(index, type);
  }

  private void construct(Type type, List<Type> types, List<Expression> arguments, int first) {
    for (int i = first; i < arguments.size(); i++) {
      expressions.emit(arguments.get(i));
      code.narrow(types.get(i));
    }
    String descriptor = Type.getMethodDescriptor(Type.VOID_TYPE, types.toArray(new Type[0]));
    code.nextLine();
    context.invoke(
        () -> code.invokespecial(type.getInternalName(), Names.CONSTRUCTOR, descriptor, false));
  }
}
