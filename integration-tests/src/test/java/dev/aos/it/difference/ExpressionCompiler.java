package dev.aos.it.difference;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Type;

/** Turns expressions into instructions. */
final class ExpressionCompiler {

  private final MethodContext context;
  private final Code code;
  private final CallCompiler calls;
  private final CreationCompiler creations;
  private final LambdaCompiler lambdas;
  private final ConcatCompiler concats;

  ExpressionCompiler(MethodContext context) {
    this.context = context;
    this.code = context.code();
    this.calls = new CallCompiler(context, this);
    this.creations = new CreationCompiler(context, this);
    this.lambdas = new LambdaCompiler(context, this);
    this.concats = new ConcatCompiler(context, this);
  }

  /** Leaves the value on the stack. */
  void emit(Expression expression) {
    if (expression instanceof Expression.Constant constant) {
      constant(constant.kind(), constant.value());
    } else if (expression instanceof Expression.Local local) {
      Scope.Variable variable = context.scope().variable(local.id());
      code.load(variable.index(), type(variable.kind()));
    } else if (expression instanceof Expression.Call call) {
      calls.emit(call);
    } else if (expression instanceof Expression.OwnCall call) {
      calls.emit(call);
    } else if (expression instanceof Expression.Create create) {
      creations.emit(create);
    } else if (expression instanceof Expression.CreateSelf create) {
      creations.emit(create);
    } else if (expression instanceof Expression.Lambda lambda) {
      lambdas.emit(lambda);
    } else if (expression instanceof Expression.Reference reference) {
      lambdas.emit(reference);
    } else if (expression instanceof Expression.Concat concat) {
      concats.emit(concat);
    } else {
      emitValue(expression);
    }
  }

  private void emitValue(Expression expression) {
    if (expression instanceof Expression.This) {
      self();
    } else if (expression instanceof Expression.StaticField field) {
      code.getstatic(
          context.names().self(), fieldName(true, field.kind()), descriptor(field.kind()));
    } else if (expression instanceof Expression.InstanceField field) {
      emit(field.target());
      code.getfield(
          context.names().self(), fieldName(false, field.kind()), descriptor(field.kind()));
    } else if (expression instanceof Expression.Binary binary) {
      binary(binary);
    } else if (expression instanceof Expression.Convert convert) {
      emit(convert.value());
      code.cast(type(convert.from()), type(convert.kind()));
    } else if (expression instanceof Expression.Conditional conditional) {
      conditional(conditional);
    } else if (expression instanceof Expression.Above above) {
      above(above);
    } else if (expression instanceof Expression.Sum sum) {
      sum(sum);
    } else {
      emitArray(expression);
    }
  }

  private void emitArray(Expression expression) {
    if (expression instanceof Expression.NewArray array) {
      Type element = type(array.kind()).getElementType();
      code.iconst(array.elements().size());
      code.newarray(element);
      for (int i = 0; i < array.elements().size(); i++) {
        code.dup();
        code.iconst(i);
        emit(array.elements().get(i));
        code.astore(element);
      }
    } else if (expression instanceof Expression.Element element) {
      emit(element.array());
      emit(element.index());
      code.aload(type(element.kind()).getElementType());
    } else if (expression instanceof Expression.Length length) {
      emit(length.value());
      code.arraylength();
    } else {
      throw new IllegalArgumentException(expression.toString());
    }
  }

  /** The name of the field of a kind. */
  static String fieldName(boolean isStatic, Kind kind) {
    return (isStatic ? "static" : "instance") + kind;
  }

  /** A constant. */
  void constant(Kind kind, long value) {
    switch (kind) {
      case INT -> code.iconst((int) value);
      case LONG -> code.lconst(value);
      case FLOAT -> code.fconst(value / 4.0f);
      case DOUBLE -> code.dconst(value / 4.0);
      default -> {
        if (value == 0) {
          code.aconst(null);
        } else {
          reference(kind, value);
        }
      }
    }
  }

  private void reference(Kind kind, long value) {
    switch (kind) {
      case TEXT -> code.aconst("t" + value);
      case NODE -> code.invokestatic(Names.DIRECT_CLASS, "node", "()" + Names.NODE, false);
      case LONGS -> {
        code.iconst(2);
        code.newarray(Type.LONG_TYPE);
      }
      case TEXTS -> {
        code.iconst(2);
        code.newarray(Type.getType(String.class));
      }
      default -> throw new InvalidProgram("no constant of " + kind);
    }
  }

  private void self() {
    if (!context.hasSelf()) {
      throw new InvalidProgram("no this");
    }
    code.load(0, type(Kind.SELF));
  }

  private void binary(Expression.Binary binary) {
    Type type = type(binary.kind());
    emit(binary.swapped() ? binary.right() : binary.left());
    emit(binary.swapped() ? binary.left() : binary.right());
    if (binary.swapped()) {
      code.exchange(type);
    }
    switch (binary.operator()) {
      case ADD -> code.add(type);
      case SUBTRACT -> code.sub(type);
      case MULTIPLY -> code.mul(type);
      case DIVIDE -> code.div(type);
      case REMAINDER -> code.rem(type);
      case XOR -> code.xor(type);
      case AND -> code.and(type);
    }
  }

  private void conditional(Expression.Conditional conditional) {
    Label otherwise = new Label();
    Label end = new Label();
    jumpUnless(conditional.condition(), otherwise);
    emit(conditional.then());
    code.goTo(end);
    code.mark(otherwise);
    emit(conditional.otherwise());
    code.mark(end);
  }

  /** Jumps if a condition does not hold. */
  void jumpUnless(Expression.Condition condition, Label target) {
    emit(condition.left());
    emit(condition.right());
    switch (condition.kind()) {
      case INT -> code.sub(Type.INT_TYPE);
      case LONG -> code.lcmp();
      default -> code.cmpl(type(condition.kind()));
    }
    switch (condition.comparison()) {
      case EQUAL -> code.ifne(target);
      case UNEQUAL -> code.ifeq(target);
      case LESS -> code.ifge(target);
      case GREATER -> code.ifle(target);
    }
  }

  private void above(Expression.Above above) {
    List<Type> below = new ArrayList<>();
    for (Expression.Part part : above.below()) {
      emit(part.value());
      below.add(0, type(part.kind()));
    }
    emit(above.top());
    int index = context.scope().fresh(type(above.kind()));
    code.store(index, type(above.kind()));
    below.forEach(code::drop);
    code.load(index, type(above.kind()));
  }

  private void sum(Expression.Sum sum) {
    Scope.Mark mark = context.scope().mark();
    Label head = new Label();
    Label end = new Label();
    code.lconst(0);
    int counter = context.scope().declare(sum.id(), Kind.INT, Type.INT_TYPE);
    code.iconst(0);
    code.store(counter, Type.INT_TYPE);
    code.mark(head);
    code.load(counter, Type.INT_TYPE);
    code.iconst(sum.count());
    code.ificmpge(end);
    emit(sum.body());
    code.add(Type.LONG_TYPE);
    code.iinc(counter, 1);
    code.goTo(head);
    code.mark(end);
    context.scope().reset(mark);
  }

  private Type type(Kind kind) {
    return context.names().type(kind);
  }

  private String descriptor(Kind kind) {
    return type(kind).getDescriptor();
  }
}
