package dev.aos.it.difference;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Type;

/** Turns what has handlers into instructions. */
final class ProtectedCompiler {

  private static final String THROWABLE = "java/lang/Throwable";
  private static final String MUTEX = "java/util/concurrent/locks/ReentrantLock";

  private final MethodContext context;
  private final Code code;
  private final StatementCompiler statements;

  ProtectedCompiler(MethodContext context, StatementCompiler statements) {
    this.context = context;
    this.code = context.code();
    this.statements = statements;
  }

  void emit(Statement.Try block) {
    Label end = new Label();
    Region body = new Region(() -> statements.block(block.atLast()));
    Region handlers = new Region(() -> statements.block(block.atLast()));
    body.emit(end, () -> statements.block(block.body()));
    for (Statement.Catch handler : block.catches()) {
      Label start = new Label();
      body.protect(start, handler.caught().internalName());
      code.mark(start);
      handlers.emit(
          end,
          () -> {
            tell();
            statements.block(handler.body());
          });
    }
    if (!block.atLast().isEmpty()) {
      atLast(List.of(body, handlers));
    }
    code.mark(end);
  }

  void emit(Statement.Narrow narrow) {
    Label end = new Label();
    Label handler = new Label();
    List<MethodContext.Range> ranges = context.narrow(() -> statements.block(narrow.body()));
    code.goTo(end);
    if (!ranges.isEmpty()) {
      ranges.forEach(
          range -> code.visitTryCatchBlock(range.start(), range.end(), handler, THROWABLE));
      code.mark(handler);
      tell();
      statements.block(narrow.handler());
    }
    code.mark(end);
  }

  void emit(Statement.Locked locked) {
    Scope.Mark mark = context.scope().mark();
    Type type = Type.getObjectType(locked.lock() == Statement.Lock.MUTEX ? MUTEX : Names.OBJECT);
    int lock = context.scope().fresh(type);
    lockObject(locked.lock());
    code.store(lock, type);
    code.load(lock, type);
    boolean mutex = locked.lock() == Statement.Lock.MUTEX;
    if (mutex) {
      code.invokevirtual(MUTEX, "lock", "()V", false);
    } else {
      code.monitorenter();
    }
    Region region =
        new Region(
            () -> {
              code.load(lock, type);
              if (mutex) {
                code.invokevirtual(MUTEX, "unlock", "()V", false);
              } else {
                code.monitorexit();
              }
            });
    Label end = new Label();
    region.emit(end, () -> statements.block(locked.body()));
    atLast(List.of(region));
    code.mark(end);
    context.scope().reset(mark);
  }

  private void lockObject(Statement.Lock lock) {
    switch (lock) {
      case THIS -> new ExpressionCompiler(context).emit(new Expression.This());
      case OBJECT ->
          code.invokestatic(Names.DIRECT_CLASS, "monitor", "()Ljava/lang/Object;", false);
      case MUTEX -> code.invokestatic(Names.DIRECT_CLASS, "lock", "()L" + MUTEX + ";", false);
    }
  }

  /** The exception on the stack is logged; that takes it. */
  private void tell() {
    code.invokestatic(Names.DIRECT_CLASS, "caught", "(Ljava/lang/Throwable;)V", false);
  }

  /** The handler of everything else: the last things are done, and the exception goes on. */
  private void atLast(List<Region> regions) {
    Scope.Mark mark = context.scope().mark();
    Label start = new Label();
    Type type = Type.getObjectType(THROWABLE);
    regions.forEach(region -> region.protect(start, null));
    int thrown = context.scope().fresh(type);
    code.mark(start);
    code.store(thrown, type);
    regions.get(0).emitLast();
    code.load(thrown, type);
    code.athrow();
    context.scope().reset(mark);
  }

  /** A protected part of the code. It has gaps where blocks are left early. */
  private final class Region implements MethodContext.Exit {

    private final Runnable last;
    private final List<MethodContext.Range> ranges = new ArrayList<>();
    private Label start;

    Region(Runnable last) {
      this.last = last;
    }

    /** The protected block, what is done in the end, and the jump to what follows. */
    void emit(Label end, Runnable body) {
      resume();
      context.within(this, body);
      suspend();
      last.run();
      code.goTo(end);
    }

    void emitLast() {
      last.run();
    }

    void protect(Label handler, String type) {
      ranges.forEach(range -> code.visitTryCatchBlock(range.start(), range.end(), handler, type));
    }

    @Override
    public void suspend() {
      Label end = new Label();
      code.mark(end);
      ranges.add(new MethodContext.Range(start, end));
    }

    @Override
    public void emit() {
      last.run();
    }

    @Override
    public void resume() {
      start = new Label();
      code.mark(start);
      // A range is never empty.
      code.nop();
    }
  }
}
