package dev.aos.core.weave;

import dev.aos.core.match.Answer;
import dev.aos.core.match.ClassFiles;
import dev.aos.core.match.ClassHierarchy;
import dev.aos.core.rules.LoopChoice;
import dev.aos.core.rules.Mode;
import dev.aos.runtime.SiteSettings.LaneWidth;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicInterpreter;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;

/**
 * Finds the fields that one method reads before and writes after a call that suspends it: a static
 * one, or one of {@code this}, which several lanes share if they share the handler. A read that
 * comes again between the call and every write is none: {@code total++} after an await in a loop
 * loses nothing.
 */
final class SharedFieldFinder {

  private final String className;
  private final ClassHierarchy hierarchy;
  private final MethodNode method;
  private final int[] lines;

  private SharedFieldFinder(String className, ClassHierarchy hierarchy, MethodNode method) {
    this.className = className;
    this.hierarchy = hierarchy;
    this.method = method;
    this.lines = lines(method);
  }

  /**
   * The fields, each once.
   *
   * @param className the internal name of the class
   * @param hierarchy the classes that it sees
   * @param method the method
   * @param sites its call sites that are rewritten, by ordinal among the invoke instructions
   */
  static List<SharedField> find(
      String className,
      ClassHierarchy hierarchy,
      MethodNode method,
      Map<Integer, PlannedSite> sites) {
    if (sites.isEmpty() || method.name.startsWith("<")) {
      return List.of();
    }
    return new SharedFieldFinder(className, hierarchy, method).find(sites);
  }

  private List<SharedField> find(Map<Integer, PlannedSite> sites) {
    List<Integer> awaits = awaits(sites);
    List<SharedField> found = new ArrayList<>();
    if (awaits.isEmpty()) {
      return found;
    }
    Reachability reachability = null;
    boolean oneAtATime = sites.values().iterator().next().eventLoop().lane() == LaneWidth.HANDLER;
    for (Accesses accesses : accesses()) {
      boolean kept = oneAtATime && !isStatic(accesses.field);
      if (!kept && !accesses.reads.isEmpty() && !accesses.writes.isEmpty()) {
        reachability = reachability == null ? new Reachability(method) : reachability;
        Optional<SharedField> field = find(accesses, awaits, reachability);
        if (field.isPresent()) {
          found.add(field.get());
        }
      }
    }
    return found;
  }

  private Optional<SharedField> find(
      Accesses accesses, List<Integer> awaits, Reachability reachability) {
    for (int await : awaits) {
      for (int read : accesses.reads) {
        if (reachability.after(read, -1).get(await)) {
          BitSet afterAwait = reachability.after(await, read);
          for (int write : accesses.writes) {
            if (afterAwait.get(write)) {
              return Optional.of(field(accesses.field, read, await, write));
            }
          }
        }
      }
    }
    return Optional.empty();
  }

  private SharedField field(FieldInsnNode field, int read, int await, int write) {
    return new SharedField(
        ClassFiles.binaryName(className),
        method.name,
        field.name,
        isStatic(field),
        lines[read],
        lines[await],
        lines[write]);
  }

  /** Where the method can be suspended, by index. */
  private List<Integer> awaits(Map<Integer, PlannedSite> sites) {
    List<Integer> awaits = new ArrayList<>();
    int ordinal = 0;
    for (AbstractInsnNode instruction : method.instructions) {
      if (instruction instanceof MethodInsnNode) {
        PlannedSite site = sites.get(ordinal++);
        if (site != null
            && site.rule().mode() == Mode.OFFLOAD
            && site.eventLoop().lane() != LaneWidth.LOOP
            && !(site.eventLoop().loop() instanceof LoopChoice.None)) {
          awaits.add(method.instructions.indexOf(instruction));
        }
      }
    }
    return awaits;
  }

  /** The accesses to fields that lanes may share, by field. */
  private Iterable<Accesses> accesses() {
    Map<String, Accesses> byField = new LinkedHashMap<>();
    Optional<Frame<BasicValue>[]> frames = Optional.empty();
    for (AbstractInsnNode instruction : method.instructions) {
      if (instruction instanceof FieldInsnNode field && isOwn(field)) {
        frames = frames.isPresent() ? frames : frames();
        if (frames.isEmpty()) {
          return List.of();
        }
        int index = method.instructions.indexOf(field);
        if (isStatic(field) || isOfThis(field, frames.get()[index])) {
          if (!byField.containsKey(field.name)) {
            byField.put(field.name, new Accesses(field));
          }
          byField.get(field.name).add(field, index);
        }
      }
    }
    return byField.values();
  }

  private boolean isOwn(FieldInsnNode field) {
    return field.owner.equals(className)
        || hierarchy.isSubtype(className, field.owner) == Answer.YES;
  }

  private static boolean isStatic(FieldInsnNode field) {
    return field.getOpcode() == Opcodes.GETSTATIC || field.getOpcode() == Opcodes.PUTSTATIC;
  }

  private static boolean isOfThis(FieldInsnNode field, Frame<BasicValue> frame) {
    int below = field.getOpcode() == Opcodes.PUTFIELD ? 2 : 1;
    return frame != null && frame.getStack(frame.getStackSize() - below) == ThisInterpreter.THIS;
  }

  private Optional<Frame<BasicValue>[]> frames() {
    try {
      return Optional.of(new Analyzer<>(new ThisInterpreter()).analyze(className, method));
    } catch (AnalyzerException | RuntimeException unusualCode) {
      return Optional.empty();
    }
  }

  private static int[] lines(MethodNode method) {
    int[] lines = new int[method.instructions.size()];
    int line = PlannedSite.NO_LINE;
    for (int index = 0; index < lines.length; index++) {
      if (method.instructions.get(index) instanceof LineNumberNode lineNumber) {
        line = lineNumber.line;
      }
      lines[index] = line;
    }
    return lines;
  }

  private static final class Accesses {
    private final FieldInsnNode field;
    private final List<Integer> reads = new ArrayList<>();
    private final List<Integer> writes = new ArrayList<>();

    Accesses(FieldInsnNode field) {
      this.field = field;
    }

    void add(FieldInsnNode access, int index) {
      int opcode = access.getOpcode();
      boolean read = opcode == Opcodes.GETFIELD || opcode == Opcodes.GETSTATIC;
      (read ? reads : writes).add(index);
    }
  }

  /** Follows {@code this} through a method. */
  private static final class ThisInterpreter extends BasicInterpreter {

    static final BasicValue THIS = new BasicValue(Type.getObjectType("this"));

    ThisInterpreter() {
      super(ClassFiles.ASM_API);
    }

    @Override
    public BasicValue newParameterValue(boolean isInstanceMethod, int local, Type type) {
      return isInstanceMethod && local == 0
          ? THIS
          : super.newParameterValue(isInstanceMethod, local, type);
    }
  }
}
