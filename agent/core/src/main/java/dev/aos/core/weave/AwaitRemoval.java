package dev.aos.core.weave;

import dev.aos.core.match.CallSite;
import dev.aos.core.match.ClassFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Takes the awaits of calls that have been begun ahead out of a method, if they are exactly those
 * that the plan asks for: each instruction, right behind the one that it has to follow, with no
 * place between that anything could jump to, or where a try range could end.
 */
final class AwaitRemoval {

  private final ClassPlan owner;
  private final MethodPlan plan;
  private final Bootstrap bootstrap;

  AwaitRemoval(ClassPlan owner, MethodPlan plan, Bootstrap bootstrap) {
    this.owner = owner;
    this.plan = plan;
    this.bootstrap = bootstrap;
  }

  /**
   * Removes them from code in which all else is restored.
   *
   * @return what is not as planned; empty if all is
   */
  Optional<String> from(MethodNode method) {
    for (Deferral deferral : plan.deferredCalls().deferrals()) {
      AbstractInsnNode behind = instruction(method, deferral.awaitAfter());
      if (behind == null || !remove(method.instructions, behind, expected(deferral))) {
        return Optional.of("an await is not as planned");
      }
    }
    method.maxLocals -= plan.deferredCalls().locals();
    return Optional.empty();
  }

  private static AbstractInsnNode instruction(MethodNode method, int ordinal) {
    int next = 0;
    for (AbstractInsnNode node : method.instructions) {
      if (node.getOpcode() >= 0 && next++ == ordinal) {
        return node;
      }
    }
    return null;
  }

  private List<AbstractInsnNode> expected(Deferral deferral) {
    return written(
        new Consumer<>() {
          @Override
          public void accept(MethodVisitor code) {
            deferral.writeAwait(
                code,
                owner.declarations().name(),
                bootstrap,
                new IntUnaryOperator() {
                  @Override
                  public int applyAsInt(int index) {
                    return 0;
                  }
                });
          }
        });
  }

  private static List<AbstractInsnNode> written(Consumer<MethodVisitor> writer) {
    MethodNode code = new MethodNode(ClassFiles.ASM_API);
    writer.accept(code);
    List<AbstractInsnNode> nodes = new ArrayList<>();
    for (AbstractInsnNode node : code.instructions) {
      nodes.add(node);
    }
    return nodes;
  }

  private static boolean remove(
      InsnList code, AbstractInsnNode behind, List<AbstractInsnNode> expected) {
    for (AbstractInsnNode wanted : expected) {
      AbstractInsnNode found = behind.getNext();
      if (found == null || !isSame(wanted, found)) {
        return false;
      }
      code.remove(found);
    }
    return true;
  }

  private static boolean isSame(AbstractInsnNode wanted, AbstractInsnNode found) {
    if (wanted.getOpcode() != found.getOpcode() || wanted.getType() != found.getType()) {
      return false;
    }
    if (wanted instanceof VarInsnNode local) {
      return local.var == ((VarInsnNode) found).var;
    }
    return !(wanted instanceof InvokeDynamicInsnNode site)
        || isSame(site, (InvokeDynamicInsnNode) found);
  }

  private static boolean isSame(InvokeDynamicInsnNode wanted, InvokeDynamicInsnNode found) {
    return wanted.name.equals(found.name)
        && wanted.desc.equals(found.desc)
        && wanted.bsm.equals(found.bsm)
        && Unweaver.hasArguments(found, (Handle) wanted.bsmArgs[0]);
  }

  /**
   * Puts a call back that is begun ahead, or that is made while others are under way, with the
   * instruction that has moved away from behind it.
   *
   * @return whether what is around its call site is as planned
   */
  static boolean restore(
      InsnList code, InvokeDynamicInsnNode callSite, DeferredCalls.Place place, CallSite call) {
    AbstractInsnNode last = callSite.getPrevious();
    List<AbstractInsnNode> wanted =
        written(
            new Consumer<>() {
              @Override
              public void accept(MethodVisitor writer) {
                place.writeLast(writer);
              }
            });
    List<AbstractInsnNode> begun =
        written(
            new Consumer<>() {
              @Override
              public void accept(MethodVisitor writer) {
                place.writeBegun(writer);
              }
            });
    if (last == null || !isSame(wanted.get(0), last) || !remove(code, callSite, begun)) {
      return false;
    }
    code.remove(last);
    if (place.begun().isPresent()) {
      MethodNode moved = new MethodNode(ClassFiles.ASM_API);
      place.begun().get().writeMoved(moved);
      code.insert(callSite, moved.instructions);
    }
    Unweaver.putBack(code, callSite, call);
    return true;
  }
}
