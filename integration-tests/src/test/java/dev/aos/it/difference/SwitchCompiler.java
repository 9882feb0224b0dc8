package dev.aos.it.difference;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.Label;

/** Turns a switch into instructions, of either sort. */
final class SwitchCompiler {

  private final MethodContext context;
  private final Code code;
  private final StatementCompiler statements;

  SwitchCompiler(MethodContext context, StatementCompiler statements) {
    this.context = context;
    this.code = context.code();
    this.statements = statements;
  }

  void emit(Statement.Switch choice) {
    new ExpressionCompiler(context).emit(choice.selector());
    Label otherwise = new Label();
    Label end = new Label();
    TreeMap<Integer, Label> labels = new TreeMap<>();
    for (Statement.Case branch : choice.cases()) {
      if (labels.put(branch.key(), new Label()) != null) {
        throw new InvalidProgram("two cases " + branch.key());
      }
    }
    if (choice.table() && !labels.isEmpty()) {
      table(labels, otherwise);
    } else {
      lookup(labels, otherwise);
    }
    branches(choice.cases(), labels, end);
    code.mark(otherwise);
    statements.block(choice.otherwise());
    code.mark(end);
  }

  private void table(TreeMap<Integer, Label> labels, Label otherwise) {
    int first = labels.firstKey();
    int last = labels.lastKey();
    Label[] all = new Label[last - first + 1];
    for (int i = 0; i < all.length; i++) {
      all[i] = labels.getOrDefault(first + i, otherwise);
    }
    code.tableswitch(first, last, otherwise, all);
  }

  private void lookup(Map<Integer, Label> labels, Label otherwise) {
    int[] keys = labels.keySet().stream().mapToInt(Integer::intValue).toArray();
    code.lookupswitch(otherwise, keys, labels.values().toArray(new Label[0]));
  }

  private void branches(List<Statement.Case> cases, Map<Integer, Label> labels, Label end) {
    for (Statement.Case branch : cases) {
      code.mark(labels.get(branch.key()));
      statements.block(branch.body());
      if (!branch.fallsThrough()) {
        code.goTo(end);
      }
    }
  }
}
