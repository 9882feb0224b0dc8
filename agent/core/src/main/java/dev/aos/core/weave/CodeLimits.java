package dev.aos.core.weave;

import dev.aos.core.match.ClassFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Watches a method grow while it is written. Code has at most 65,535 bytes (JVMS 4.7.3), and a
 * conditional jump reaches 32,767 bytes ahead. ASM would make two jumps of a longer one, with a
 * frame between that it computes itself; of a {@code GOTO} it makes a {@code GOTO_W}, which needs
 * none.
 */
final class CodeLimits extends MethodVisitor {

  private static final int MOST_BYTES = 0xFFFF;

  /** How much longer {@code GOTO_W} is than {@code GOTO}. */
  private static final int WIDENING = 2;

  /** How many bytes fill a {@code switch} up at most, so that its table is aligned. */
  private static final int PADDING = 3;

  private final Consumer<String> oversized;
  private final List<Jump> jumps = new ArrayList<>();
  private int switches;

  /**
   * @param delegate writes the method, and computes nothing
   * @param oversized is told if the method has got too large, and how
   */
  CodeLimits(MethodVisitor delegate, Consumer<String> oversized) {
    super(ClassFiles.ASM_API, delegate);
    this.oversized = oversized;
  }

  @Override
  public void visitJumpInsn(int opcode, Label target) {
    jumps.add(new Jump(opcode, here(), target));
    super.visitJumpInsn(opcode, target);
  }

  @Override
  public void visitTableSwitchInsn(int min, int max, Label fallback, Label... labels) {
    switches++;
    super.visitTableSwitchInsn(min, max, fallback, labels);
  }

  @Override
  public void visitLookupSwitchInsn(Label fallback, int[] keys, Label[] labels) {
    switches++;
    super.visitLookupSwitchInsn(fallback, keys, labels);
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    obstacle(here().getOffset()).ifPresent(oversized);
    super.visitMaxs(maxStack, maxLocals);
  }

  private Label here() {
    Label label = new Label();
    super.visitLabel(label);
    return label;
  }

  private Optional<String> obstacle(int bytes) {
    int later = later();
    if (bytes + later > MOST_BYTES) {
      return Optional.of(
          "the method is too large: it would have " + (bytes + later) + " bytes of code");
    }
    for (Jump jump : jumps) {
      if (!jump.canBeWide() && !jump.isShort(later)) {
        return Optional.of(
            "the method is too large: a jump would have " + jump.distance() + " bytes");
      }
    }
    return Optional.empty();
  }

  /** Of wide jumps ASM learns too late, and moves what is behind them then: by how much at most. */
  private int later() {
    int wide = 0;
    for (Jump jump : jumps) {
      if (jump.canBeWide() && !jump.isShort(0)) {
        wide++;
      }
    }
    return wide == 0 ? 0 : wide * WIDENING + switches * PADDING;
  }

  private record Jump(int opcode, Label from, Label to) {

    boolean canBeWide() {
      return opcode == Opcodes.GOTO || opcode == Opcodes.JSR;
    }

    boolean isShort(int later) {
      return Math.abs(distance()) + later <= Short.MAX_VALUE;
    }

    int distance() {
      return to.getOffset() - from.getOffset();
    }
  }
}
