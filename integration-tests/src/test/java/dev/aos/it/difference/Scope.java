package dev.aos.it.difference;

import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.Type;

/** Where the local variables of a method are. */
final class Scope {

  private static final int FIRST_WIDE_INDEX = 300;

  private final Map<Integer, Variable> variables = new HashMap<>();
  private int next;

  /**
   * @param next the first free index
   */
  Scope(int next) {
    this.next = next;
  }

  /** A variable. */
  record Variable(int index, Kind kind) {}

  /** A scope that can be gone back to. */
  record Mark(int next, Map<Integer, Variable> variables) {}

  /** From here on indexes need two bytes. */
  void widen() {
    next = Math.max(next, FIRST_WIDE_INDEX);
  }

  int declare(int id, Kind kind, Type type) {
    int index = fresh(type);
    variables.put(id, new Variable(index, kind));
    return index;
  }

  /** An index of its own, until the block ends. */
  int fresh(Type type) {
    int index = next;
    next += type.getSize();
    return index;
  }

  Variable variable(int id) {
    Variable variable = variables.get(id);
    if (variable == null) {
      throw new InvalidProgram("no local " + id);
    }
    return variable;
  }

  boolean has(int id) {
    return variables.containsKey(id);
  }

  Mark mark() {
    return new Mark(next, Map.copyOf(variables));
  }

  /** Ends a block: what it declared is gone, and its indexes are used again. */
  void reset(Mark mark) {
    next = mark.next();
    variables.clear();
    variables.putAll(mark.variables());
  }
}
