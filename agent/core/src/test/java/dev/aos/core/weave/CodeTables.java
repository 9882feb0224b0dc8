package dev.aos.core.weave;

import dev.aos.core.match.ClassFiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeAnnotationNode;

/**
 * What debuggers and stack traces take from a method, by the original's instructions: those that
 * the weaver has put in count to the instruction that they belong to.
 */
final class CodeTables {

  private final MethodNode method;
  private final Map<AbstractInsnNode, Integer> places = new HashMap<>();
  private final List<AbstractInsnNode> originals = new ArrayList<>();

  /**
   * @param method a method, with its debug information
   * @param guard how many instructions the guards at its start have
   * @param epilogues what follows the call sites of its constructors, in their order
   */
  CodeTables(MethodNode method, int guard, Collection<ConstructorEpilogue> epilogues) {
    this.method = method;
    Iterator<ConstructorEpilogue> next = epilogues.iterator();
    int put = guard;
    for (AbstractInsnNode node : method.instructions) {
      places.put(node, originals.size());
      if (node.getOpcode() < 0) {
        continue;
      }
      if (put > 0) {
        put--;
        continue;
      }
      originals.add(node);
      put = isConstructor(node) ? instructions(next.next()) : 0;
    }
  }

  private static int instructions(ConstructorEpilogue epilogue) {
    MethodNode written = new MethodNode(ClassFiles.ASM_API);
    epilogue.write(written);
    return instructions(written);
  }

  private static boolean isConstructor(AbstractInsnNode node) {
    return node instanceof InvokeDynamicInsnNode site
        && site.bsm.equals(RecordingBootstrap.BOOTSTRAP.call())
        && ((Handle) site.bsmArgs[0]).getTag() == Opcodes.H_NEWINVOKESPECIAL;
  }

  /** The line of each original instruction, as a stack trace has it. */
  List<Integer> lines() {
    List<Integer> lines = new ArrayList<>(Collections.nCopies(originals.size(), -1));
    for (int i = 0; i < originals.size(); i++) {
      AbstractInsnNode node = originals.get(i);
      while (node != null && !(node instanceof LineNumberNode)) {
        node = node.getPrevious();
      }
      lines.set(i, node == null ? -1 : ((LineNumberNode) node).line);
    }
    return lines;
  }

  /** Name, type, slot and range of each variable. */
  List<List<Object>> variables() {
    List<List<Object>> variables = new ArrayList<>();
    if (method.localVariables != null) {
      for (LocalVariableNode variable : method.localVariables) {
        variables.add(
            Arrays.asList(
                variable.name,
                variable.desc,
                variable.signature,
                variable.index,
                places.get(variable.start),
                places.get(variable.end)));
      }
    }
    return variables;
  }

  /** Whether an argument is known from the very first instruction on. */
  boolean isKnownFromTheStart(LocalVariableNode variable) {
    AbstractInsnNode node = variable.start;
    while (node != null && node.getOpcode() < 0) {
      node = node.getPrevious();
    }
    return node == null;
  }

  /** The annotations of types in instructions, and where they are. */
  List<List<Object>> annotations() {
    List<List<Object>> annotations = new ArrayList<>();
    for (AbstractInsnNode node : method.instructions) {
      if (node.visibleTypeAnnotations != null) {
        for (TypeAnnotationNode annotation : node.visibleTypeAnnotations) {
          annotations.add(Arrays.asList(places.get(node), annotation.desc, annotation.typeRef));
        }
      }
    }
    return annotations;
  }

  static int instructions(MethodNode method) {
    int count = 0;
    for (AbstractInsnNode node : method.instructions) {
      count += node.getOpcode() >= 0 ? 1 : 0;
    }
    return count;
  }
}
