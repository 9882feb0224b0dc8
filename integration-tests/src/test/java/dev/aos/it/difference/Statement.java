package dev.aos.it.difference;

import java.util.List;

/** What leaves nothing on the operand stack. */
sealed interface Statement {

  /** Evaluates something for its effect; a void call, if there is no kind of value. */
  record Evaluate(List<Kind> kind, Expression value) implements Statement {}

  /** A new local variable, until the block ends. */
  record Declare(int id, Kind kind, Expression value) implements Statement {}

  /** Sets a local variable. */
  record Assign(int id, Kind kind, Expression value) implements Statement {}

  /** Sets a static field. */
  record SetStatic(Kind kind, Expression value) implements Statement {}

  /** Sets a field. */
  record SetInstance(Kind kind, Expression target, Expression value) implements Statement {}

  /** Sets an element of an array. */
  record Store(Kind array, Expression target, Expression index, Expression value)
      implements Statement {}

  /** Lets the library see a value. */
  record See(Kind kind, Expression value) implements Statement {}

  /** Lets the library see the stack. */
  record Here() implements Statement {}

  /** A choice. */
  record If(Expression.Condition condition, List<Statement> then, List<Statement> otherwise)
      implements Statement {}

  /** A few rounds; the local variable counts them. */
  record Loop(int id, int count, List<Statement> body) implements Statement {}

  /** A choice among several. */
  record Switch(boolean table, Expression selector, List<Case> cases, List<Statement> otherwise)
      implements Statement {}

  /** A case; the next one follows if it falls through. */
  record Case(int key, boolean fallsThrough, List<Statement> body) {}

  /** A block with handlers, and what is done in the end, if anything is. */
  record Try(List<Statement> body, List<Catch> catches, List<Statement> atLast)
      implements Statement {}

  /** A handler. */
  record Catch(Caught caught, List<Statement> body) {}

  /** Statements whose calls are protected, each alone: from its instruction to the next one. */
  record Narrow(List<Statement> body, List<Statement> handler) implements Statement {}

  /** A block under a monitor or a lock. */
  record Locked(Lock lock, List<Statement> body) implements Statement {}

  /** Throws a new exception. */
  record Throw(Caught type, Expression message) implements Statement {}

  /** Ends the method. */
  record Return(Kind kind, Expression value) implements Statement {}

  /** Ends the innermost loop. */
  record Break() implements Statement {}

  /** Types of exceptions. */
  enum Caught {
    CHECKED("dev/aos/it/difference/library/LibraryException"),
    UNCHECKED("java/lang/IllegalStateException"),
    RUNTIME("java/lang/RuntimeException"),
    ANY("java/lang/Throwable");

    private final String internalName;

    Caught(String internalName) {
      this.internalName = internalName;
    }

    String internalName() {
      return internalName;
    }
  }

  /** What a block is under. */
  enum Lock {
    THIS,
    OBJECT,
    MUTEX
  }
}
