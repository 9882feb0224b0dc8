package dev.aos.core.weave;

import dev.aos.core.match.ClassFiles;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * Counts the instructions of a method while they pass by, and lets the awaits of calls that have
 * been begun be written in their places: right behind an instruction, before any label. What only
 * takes the result of such a call is left out, for it comes behind the await.
 */
final class AwaitWriter extends MethodVisitor {

  private final MethodRewriter rewriter;
  private final Map<Integer, Deferral> awaits = new HashMap<>();

  /** The ordinals of invoke instructions behind which one instruction moves. */
  private final Set<Integer> moving = new HashSet<>();

  private int nextInstruction;
  private int nextInvoke;
  private boolean moves;

  AwaitWriter(MethodRewriter rewriter, DeferredCalls calls) {
    super(ClassFiles.ASM_API, rewriter);
    this.rewriter = rewriter;
    for (Deferral deferral : calls.deferrals()) {
      awaits.put(deferral.awaitAfter(), deferral);
      for (Deferral.Begun begun : deferral.calls()) {
        if (begun.movesNext()) {
          moving.add(begun.ordinal());
        }
      }
    }
  }

  /** Behind an instruction. */
  private void passed() {
    Deferral deferral = awaits.get(nextInstruction++);
    if (deferral != null) {
      rewriter.writeAwait(deferral);
    }
  }

  /** Whether the instruction that comes now has moved; asked once. */
  private boolean hasMoved() {
    boolean moved = moves;
    moves = false;
    return moved;
  }

  @Override
  public void visitInsn(int opcode) {
    if (!hasMoved()) {
      super.visitInsn(opcode);
    }
    passed();
  }

  @Override
  public void visitVarInsn(int opcode, int local) {
    if (!hasMoved()) {
      super.visitVarInsn(opcode, local);
    }
    passed();
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String descriptor, boolean isInterface) {
    super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    moves = moving.contains(nextInvoke++);
    passed();
  }

  @Override
  public void visitIntInsn(int opcode, int operand) {
    super.visitIntInsn(opcode, operand);
    passed();
  }

  @Override
  public void visitTypeInsn(int opcode, String type) {
    super.visitTypeInsn(opcode, type);
    passed();
  }

  @Override
  public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
    super.visitFieldInsn(opcode, owner, name, descriptor);
    passed();
  }

  @Override
  public void visitInvokeDynamicInsn(
      String name, String descriptor, Handle bootstrapMethod, Object... arguments) {
    super.visitInvokeDynamicInsn(name, descriptor, bootstrapMethod, arguments);
    passed();
  }

  @Override
  public void visitJumpInsn(int opcode, Label label) {
    super.visitJumpInsn(opcode, label);
    passed();
  }

  @Override
  public void visitLdcInsn(Object value) {
    super.visitLdcInsn(value);
    passed();
  }

  @Override
  public void visitIincInsn(int local, int increment) {
    super.visitIincInsn(local, increment);
    passed();
  }

  @Override
  public void visitTableSwitchInsn(int min, int max, Label fallback, Label... labels) {
    super.visitTableSwitchInsn(min, max, fallback, labels);
    passed();
  }

  @Override
  public void visitLookupSwitchInsn(Label fallback, int[] keys, Label[] labels) {
    super.visitLookupSwitchInsn(fallback, keys, labels);
    passed();
  }

  @Override
  public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
    super.visitMultiANewArrayInsn(descriptor, dimensions);
    passed();
  }
}
