package dev.aos.it.difference;

import java.util.List;
import java.util.Optional;
import org.objectweb.asm.Label;
import org.objectweb.asm.Type;

/** Turns statements into instructions. */
final class StatementCompiler {

  private final MethodContext context;
  private final Code code;
  private final ExpressionCompiler expressions;
  private final ProtectedCompiler protecting;

  StatementCompiler(MethodContext context) {
    this.context = context;
    this.code = context.code();
    this.expressions = new ExpressionCompiler(context);
    this.protecting = new ProtectedCompiler(context, this);
  }

  /** A block: what it declares ends with it. */
  void block(List<Statement> statements) {
    Scope.Mark mark = context.scope().mark();
    statements.forEach(this::emit);
    context.scope().reset(mark);
  }

  /** A statement. */
  void emit(Statement statement) {
    code.nextLine();
    if (statement instanceof Statement.Evaluate evaluate) {
      expressions.emit(evaluate.value());
      evaluate.kind().forEach(kind -> code.drop(type(kind)));
    } else if (statement instanceof Statement.Declare declare) {
      expressions.emit(declare.value());
      Type type = type(declare.kind());
      code.store(context.scope().declare(declare.id(), declare.kind(), type), type);
    } else if (statement instanceof Statement.Assign assign) {
      Scope.Variable variable = context.scope().variable(assign.id());
      expressions.emit(assign.value());
      code.store(variable.index(), type(variable.kind()));
    } else if (statement instanceof Statement.See see) {
      see(see);
    } else if (statement instanceof Statement.Here) {
      code.invokestatic(Names.DIRECT_CLASS, "here", "()V", false);
    } else if (statement instanceof Statement.If choice) {
      choice(choice);
    } else if (statement instanceof Statement.Loop loop) {
      loop(loop);
    } else if (statement instanceof Statement.Switch choice) {
      new SwitchCompiler(context, this).emit(choice);
    } else if (statement instanceof Statement.Try protectedBlock) {
      protecting.emit(protectedBlock);
    } else if (statement instanceof Statement.Narrow narrow) {
      protecting.emit(narrow);
    } else if (statement instanceof Statement.Locked locked) {
      protecting.emit(locked);
    } else {
      emitStore(statement);
    }
  }

  private void emitStore(Statement statement) {
    String self = context.names().self();
    if (statement instanceof Statement.SetStatic set) {
      expressions.emit(set.value());
      String name = ExpressionCompiler.fieldName(true, set.kind());
      code.putstatic(self, name, type(set.kind()).getDescriptor());
    } else if (statement instanceof Statement.SetInstance set) {
      expressions.emit(set.target());
      expressions.emit(set.value());
      String name = ExpressionCompiler.fieldName(false, set.kind());
      code.putfield(self, name, type(set.kind()).getDescriptor());
    } else if (statement instanceof Statement.Store store) {
      expressions.emit(store.target());
      expressions.emit(store.index());
      expressions.emit(store.value());
      code.astore(type(store.array()).getElementType());
    } else {
      emitJump(statement);
    }
  }

  private void emitJump(Statement statement) {
    if (statement instanceof Statement.Throw thrown) {
      Type type = Type.getObjectType(thrown.type().internalName());
      code.anew(type);
      code.dup();
      expressions.emit(thrown.message());
      code.invokespecial(type.getInternalName(), Names.CONSTRUCTOR, "(Ljava/lang/String;)V", false);
      code.athrow();
    } else if (statement instanceof Statement.Return result) {
      leave(result);
    } else if (statement instanceof Statement.Break) {
      context.leaveLoop();
    } else {
      throw new IllegalArgumentException(statement.toString());
    }
  }

  private void see(Statement.See see) {
    expressions.emit(see.value());
    boolean exact = see.kind().isNumber() || see.kind() == Kind.TEXT;
    String descriptor = exact ? type(see.kind()).getDescriptor() : "Ljava/lang/Object;";
    code.invokestatic(Names.DIRECT_CLASS, "see", "(" + descriptor + ")V", false);
  }

  private void choice(Statement.If choice) {
    Label otherwise = new Label();
    Label end = new Label();
    expressions.jumpUnless(choice.condition(), otherwise);
    block(choice.then());
    code.goTo(end);
    code.mark(otherwise);
    block(choice.otherwise());
    code.mark(end);
  }

  private void loop(Statement.Loop loop) {
    Scope.Mark mark = context.scope().mark();
    Label head = new Label();
    Label end = new Label();
    int counter = context.scope().declare(loop.id(), Kind.INT, Type.INT_TYPE);
    code.iconst(0);
    code.store(counter, Type.INT_TYPE);
    code.mark(head);
    code.load(counter, Type.INT_TYPE);
    code.iconst(loop.count());
    code.ificmpge(end);
    context.within(new LoopExit(end), () -> block(loop.body()));
    code.iinc(counter, 1);
    code.goTo(head);
    code.mark(end);
    context.scope().reset(mark);
  }

  private void leave(Statement.Return result) {
    Type type = type(result.kind());
    expressions.emit(result.value());
    int index = context.scope().fresh(type);
    code.store(index, type);
    context.leaveAll(
        () -> {
          code.load(index, type);
          code.areturn(type);
        });
  }

  private Type type(Kind kind) {
    return context.names().type(kind);
  }

  /** A loop: nothing is to be done when it is left. */
  private record LoopExit(Label end) implements MethodContext.Exit {

    @Override
    public void suspend() {
      // It protects nothing.
    }

    @Override
    public void emit() {
      // Nothing is to be done.
    }

    @Override
    public void resume() {
      // It protects nothing.
    }

    @Override
    public Optional<Label> loopEnd() {
      return Optional.of(end);
    }
  }
}
