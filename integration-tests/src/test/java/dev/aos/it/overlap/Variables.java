package dev.aos.it.overlap;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Type;

/** The local variables of the method that is written, by type. */
final class Variables {

  private final List<Variable> all = new ArrayList<>();
  private int next;

  /** A variable. */
  record Variable(int index, Type type) {}

  Variable declare(Type type) {
    Variable variable = new Variable(next, type);
    next += type.getSize();
    all.add(variable);
    return variable;
  }

  List<Variable> all() {
    return all;
  }

  List<Variable> of(Type type) {
    return all.stream().filter(variable -> variable.type().equals(type)).toList();
  }

  int mark() {
    return all.size();
  }

  /** Ends a block: its slots are used again. */
  void reset(int mark) {
    while (all.size() > mark) {
      next = all.remove(all.size() - 1).index();
    }
  }
}
