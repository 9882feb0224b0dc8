package dev.aos.it.difference;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.objectweb.asm.Label;

/** What is known while one method is compiled. */
final class MethodContext {

  private final ClassContext owner;
  private final Code code;
  private final Scope scope;
  private final Deque<Exit> exits = new ArrayDeque<>();
  private Optional<List<Range>> narrow = Optional.empty();
  private boolean self;

  /**
   * @param self whether {@code this} can be used
   */
  MethodContext(ClassContext owner, Code code, Scope scope, boolean self) {
    this.owner = owner;
    this.code = code;
    this.scope = scope;
    this.self = self;
  }

  /** A part of the code. */
  record Range(Label start, Label end) {}

  /** What has to be done when a block is left early. */
  interface Exit {

    /** What follows is not protected by the block any more. */
    void suspend();

    /** Does it. */
    void emit();

    /** What follows is protected again. */
    void resume();

    /** Where the block ends, if it is a loop. */
    default Optional<Label> loopEnd() {
      return Optional.empty();
    }
  }

  ClassContext owner() {
    return owner;
  }

  Names names() {
    return owner.names();
  }

  Code code() {
    return code;
  }

  Scope scope() {
    return scope;
  }

  boolean hasSelf() {
    return self;
  }

  /** The superclass's constructor has been called. */
  void initialized() {
    self = true;
  }

  /** Emits an instruction that calls, protected if each call is. */
  void invoke(Runnable instruction) {
    if (narrow.isEmpty()) {
      instruction.run();
      return;
    }
    Label start = new Label();
    Label end = new Label();
    code.mark(start);
    instruction.run();
    code.mark(end);
    narrow.get().add(new Range(start, end));
  }

  /** The calls that are emitted meanwhile, each alone. */
  List<Range> narrow(Runnable body) {
    Optional<List<Range>> outer = narrow;
    List<Range> ranges = new ArrayList<>();
    narrow = Optional.of(ranges);
    body.run();
    narrow = outer;
    return ranges;
  }

  /** Emits a block that something has to be done after. */
  void within(Exit exit, Runnable body) {
    exits.push(exit);
    body.run();
    exits.pop();
  }

  /** Leaves all blocks; then the jump is emitted. */
  void leaveAll(Runnable jump) {
    leave(exits.size(), jump);
  }

  /** Leaves the innermost loop. */
  void leaveLoop() {
    int count = 0;
    for (Exit exit : exits) {
      count++;
      if (exit.loopEnd().isPresent()) {
        Label end = exit.loopEnd().get();
        leave(count, () -> code.goTo(end));
        return;
      }
    }
    throw new InvalidProgram("no loop to leave");
  }

  private void leave(int count, Runnable jump) {
    List<Exit> left = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Exit exit = exits.pop();
      left.add(exit);
      exit.suspend();
      exit.emit();
    }
    jump.run();
    for (int i = count - 1; i >= 0; i--) {
      Exit exit = left.get(i);
      exit.resume();
      exits.push(exit);
    }
  }
}
