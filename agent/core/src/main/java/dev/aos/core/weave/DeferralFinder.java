package dev.aos.core.weave;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Finds the calls of one method that can be begun at their places and awaited later, and where. It
 * pays only for two or more that are under way together.
 */
final class DeferralFinder {

  private static final String NO_DISTANCE = "no distance to the first use";

  private final MethodPlanner.Context context;
  private final MethodNode method;
  private final Map<Integer, PlannedSite> sites;
  private final Set<Integer> rewritten;
  private final ValueFlow flow;
  private final Between between;
  private final List<Deferral> deferrals = new ArrayList<>();
  private final Map<Integer, AwaitPlace> places = new HashMap<>();

  /** The group that is open: calls that have begun and are not awaited yet. */
  private final Map<AbstractInsnNode, Deferral.Begun> open = new LinkedHashMap<>();

  private final Map<Integer, Integer> pure = new LinkedHashMap<>();

  /** The last instruction that was looked at, and its ordinal. */
  private AbstractInsnNode last;

  private int lastOrdinal = -1;

  /** The instruction that only takes the result of the call before it. */
  private AbstractInsnNode taking;

  private DeferralFinder(
      MethodPlanner.Context context,
      MethodNode method,
      Map<Integer, PlannedSite> sites,
      Set<Integer> rewritten,
      ValueFlow flow) {
    this.context = context;
    this.method = method;
    this.sites = sites;
    this.rewritten = rewritten;
    this.flow = flow;
    this.between = new Between(context, method, flow);
  }

  /**
   * What was found.
   *
   * @param calls the calls that are begun ahead
   * @param places where calls are awaited whose rule says so, by ordinal
   */
  record Found(DeferredCalls calls, Map<Integer, AwaitPlace> places) {}

  /**
   * Finds them.
   *
   * @param context what the methods of the class share
   * @param method the method
   * @param sites its call sites that are rewritten, by ordinal among the invoke instructions
   * @param rewritten the ordinals of all calls that are rewritten, for whatever reason
   */
  static Found find(
      MethodPlanner.Context context,
      MethodNode method,
      Map<Integer, PlannedSite> sites,
      Set<Integer> rewritten) {
    Map<Integer, PlannedSite> wanted = new HashMap<>();
    for (Map.Entry<Integer, PlannedSite> site : sites.entrySet()) {
      if (DeferrableCall.isWanted(site.getValue())) {
        wanted.put(site.getKey(), site.getValue());
      }
    }
    if (wanted.isEmpty()) {
      return new Found(DeferredCalls.NONE, Map.of());
    }
    Optional<ValueFlow> flow = ValueFlow.of(context.className(), method);
    if (flow.isEmpty()) {
      Map<Integer, AwaitPlace> places = new HashMap<>();
      for (Integer site : wanted.keySet()) {
        places.put(site, new AwaitPlace.AtCall("unusual code"));
      }
      return new Found(DeferredCalls.NONE, places);
    }
    return new DeferralFinder(context, method, wanted, rewritten, flow.get()).find();
  }

  private Found find() {
    int invoke = 0;
    for (AbstractInsnNode node : method.instructions) {
      if (node instanceof LabelNode label && flow.isBoundary(label)) {
        between.boundary();
        close("no other one before a branch, or the edge of a try block", node);
      } else if (node.getOpcode() >= 0) {
        int ordinal = node instanceof MethodInsnNode ? invoke++ : -1;
        look(node, ordinal);
        last = node;
        lastOrdinal++;
      }
    }
    close("no other one before the end", null);
    return new Found(new DeferredCalls(List.copyOf(deferrals)), places);
  }

  private void look(AbstractInsnNode node, int ordinal) {
    if (node == taking) {
      taking = null;
      between.passed(node);
      return;
    }
    PlannedSite site = ordinal < 0 ? null : sites.get(ordinal);
    Optional<String> obstacle = site == null ? Optional.empty() : obstacle(site, node);
    if (obstacle.isPresent()) {
      places.put(ordinal, new AwaitPlace.AtCall(obstacle.get()));
    }
    boolean begins = site != null && obstacle.isEmpty();
    if (!open.isEmpty()) {
      if (isUse(node)) {
        close(NO_DISTANCE, node);
      } else if (!begins) {
        Optional<String> end = between.obstacle(node, rewritten.contains(ordinal));
        if (end.isPresent()) {
          close("no other one before " + end.get(), node);
        }
      }
    }
    if (begins) {
      begin(node, ordinal, site);
    } else if (!open.isEmpty() && between.mayFail(node)) {
      pure.put(ordinal, open.size());
    }
    between.passed(node);
  }

  private Optional<String> obstacle(PlannedSite site, AbstractInsnNode node) {
    Optional<String> reason =
        DeferrableCall.obstacle(site, context.className(), context.hierarchy());
    if (reason.isPresent()) {
      return reason;
    }
    if (!flow.isReached(node)) {
      return Optional.of("it is never reached");
    }
    Optional<Type> mutable = flow.mutableArray(node);
    if (mutable.isPresent()) {
      return DeferrableCall.mutable(mutable.get());
    }
    AbstractInsnNode next = flow.next(node);
    Type result = Type.getReturnType(site.call().descriptor());
    return flow.stores(next, result) && flow.isReadByHandler(next)
        ? Optional.of("an exception handler sees the variable")
        : Optional.empty();
  }

  private void begin(AbstractInsnNode node, int ordinal, PlannedSite site) {
    Type result = Type.getReturnType(site.call().descriptor());
    AbstractInsnNode next = flow.next(node);
    Deferral.Use use = Deferral.Use.STACK;
    int local = -1;
    if (result.getSort() == Type.VOID) {
      use = Deferral.Use.NONE;
    } else if (flow.stores(next, result) && !touchesOpen(next)) {
      use = Deferral.Use.STORED;
      local = ValueFlow.variable(next);
      taking = next;
    } else if (flow.drops(next, result)) {
      use = Deferral.Use.DROPPED;
      taking = next;
    }
    open.put(node, new Deferral.Begun(ordinal, site.call(), use, local));
  }

  /** Whether an instruction needs what is not there yet: a result, or the variable of one. */
  private boolean isUse(AbstractInsnNode node) {
    if (touchesOpen(node)) {
      return true;
    }
    for (Origin value : flow.taken(node)) {
      for (AbstractInsnNode call : open.keySet()) {
        if (value.isFrom(call)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean touchesOpen(AbstractInsnNode node) {
    int variable = ValueFlow.variable(node);
    if (variable < 0) {
      return false;
    }
    int end = variable + Liveness.slots(node.getOpcode());
    for (Deferral.Begun begun : open.values()) {
      if (begun.use() == Deferral.Use.STORED
          && variable < begun.local() + begun.result().getSize()
          && begun.local() < end) {
        return true;
      }
    }
    return false;
  }

  /** Ends the group behind the last instruction, if there is one. */
  private void close(String reason, AbstractInsnNode before) {
    if (open.isEmpty()) {
      return;
    }
    List<Deferral.Begun> calls = List.copyOf(open.values());
    if (calls.size() == 1) {
      places.put(calls.get(0).ordinal(), new AwaitPlace.AtCall(reason));
    } else {
      AwaitPlace place = new AwaitPlace.Deferred(line(before));
      for (Deferral.Begun call : calls) {
        places.put(call.ordinal(), place);
      }
      deferrals.add(new Deferral(calls, Map.copyOf(pure), lastOrdinal, stack(), method.maxLocals));
    }
    open.clear();
    pure.clear();
    taking = null;
  }

  /** The line of an instruction, or of the first one behind a label. */
  private static int line(AbstractInsnNode at) {
    AbstractInsnNode node = at;
    while (node != null && node.getOpcode() < 0) {
      if (node instanceof LineNumberNode line) {
        return line.line;
      }
      node = node.getNext();
    }
    for (; node != null; node = node.getPrevious()) {
      if (node instanceof LineNumberNode line) {
        return line.line;
      }
    }
    return PlannedSite.NO_LINE;
  }

  /** What is on the stack behind the last instruction, from the lowest result on. */
  private List<Deferral.StackEntry> stack() {
    List<AbstractInsnNode> calls = new ArrayList<>(open.keySet());
    List<Deferral.StackEntry> entries = new ArrayList<>();
    for (Origin value : flow.stackAfter(last)) {
      int call = indexOf(value, calls);
      if (call >= 0 || !entries.isEmpty()) {
        entries.add(new Deferral.StackEntry(call, value.getType()));
      }
    }
    return List.copyOf(entries);
  }

  private int indexOf(Origin value, List<AbstractInsnNode> calls) {
    for (int index = 0; index < calls.size(); index++) {
      AbstractInsnNode call = calls.get(index);
      if (value.isFrom(call) && open.get(call).use() == Deferral.Use.STACK) {
        return index;
      }
    }
    return -1;
  }

  /** Whether an instruction stores into a local variable. */
  static boolean isStore(int opcode) {
    return opcode >= Opcodes.ISTORE && opcode <= Opcodes.ASTORE;
  }
}
