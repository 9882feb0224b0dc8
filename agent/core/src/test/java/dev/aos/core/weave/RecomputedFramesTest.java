package dev.aos.core.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.web.Handlers;
import dev.aos.core.match.ClassFiles;
import dev.aos.core.match.TestRules;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.MethodNode;

/**
 * The frames of woven methods are those that a computation from nothing gives.
 *
 * <p>A compiler's frames may say less than a computation finds (javac gives a variable its declared
 * type), and woven ones are the compiler's. So the rule is this. Let R be the frames computed anew.
 * The frames of R(woven), at their instructions and without the guard's, are those of R(original);
 * the frames of woven, likewise, are those of the original; and the guard's frame, which the weaver
 * alone has made, is in R(woven) what it is in woven. So weaving and computing can be done in
 * either order, and a woven method's frames are wrong or wide only where the original's are.
 */
class RecomputedFramesTest {

  private int compared;
  private int frames;
  private int equal;
  private int guards;
  private int withDeadCode;

  private static TestRules rulesForFixtures() {
    return TestRules.rules()
        .offload("com.acme.**", "com.acme.api.Note.new")
        .exclusive("com.acme.web.Handlers.onExclusive*")
        .entry("com.acme.web.Handlers.on*")
        .entry("com.acme.web.Guarded.on*")
        .entryWithResult("com.acme.web.Loops.on*")
        .shutdown("com.acme.web.Loops.end")
        .shutdown("com.acme.web.Loops.tryToEnd")
        .resumePoint("java.util.Iterator+.next");
  }

  @Test
  void frames_of_every_fixture_are_the_computed_ones() throws IOException {
    for (byte[] classFile : RealClasses.ofPackage(Handlers.class)) {
      compare(Weaving.of(rulesForFixtures(), classFile));
    }
    assertEquals(0, withDeadCode, "methods with dead code");
    assertTrue(compared > 50 && frames > 30, compared + " methods, " + frames + " frames");
    assertTrue(guards > 15, guards + " guards");
  }

  @Test
  void frames_of_real_classes_are_the_computed_ones() throws IOException {
    List<byte[]> classes = new ArrayList<>(RealClasses.ofLibraries());
    classes.addAll(RealClasses.ofJdk());
    for (byte[] classFile : classes) {
      if (ClassFiles.version(classFile) >= Opcodes.V1_7) {
        compare(Weaving.of(MassWeavingTest.broadRules(), classFile));
      }
    }
    assertTrue(compared > 4_000, compared + " methods");
    assertTrue(frames > 10_000, frames + " frames");
    assertTrue(guards > 500, guards + " guards");
    // Else the rule would say little about frames that are as narrow as they can be.
    assertTrue(equal > frames / 2, equal + " of " + frames + " frames are the computed ones");
    assertTrue(withDeadCode < compared / 50, withDeadCode + " methods with dead code");
  }

  private void compare(Weaving weaving) {
    if (weaving.plan().methods().isEmpty()) {
      return;
    }
    ClassNode original = Recomputation.read(weaving.original());
    ClassNode woven = Recomputation.read(weaving.woven());
    ClassNode originalComputed = Recomputation.of(weaving.original(), weaving.hierarchy());
    ClassNode wovenComputed = Recomputation.of(weaving.woven(), weaving.hierarchy());
    for (MethodPlan plan : weaving.plan().methods()) {
      if (!Recomputation.isAllReachable(original.name, find(original, plan))) {
        withDeadCode++;
        continue;
      }
      String where = original.name + "." + plan.name() + plan.descriptor();
      MethodNode wovenMethod = find(woven, plan);
      MethodNode computed = find(wovenComputed, plan);
      compareGuards(plan, wovenMethod, computed, where);
      int deepest = computed.maxStack;
      assertTrue(deepest <= wovenMethod.maxStack, where + " needs a stack of " + deepest);
      MethodOutline before = MethodOutline.of(find(original, plan));
      MethodOutline after = unwoven(weaving, plan, wovenMethod, where);
      MethodOutline computedBefore = MethodOutline.of(find(originalComputed, plan));
      MethodOutline computedAfter = unwoven(weaving, plan, computed, where);
      assertEquals(computedBefore.frames(), computedAfter.frames(), where);
      assertEquals(before.frames(), after.frames(), where);
      compared++;
      frames += after.frames().size();
      equal += (int) after.frames().stream().filter(computedAfter.frames()::contains).count();
    }
  }

  private static MethodOutline unwoven(
      Weaving weaving, MethodPlan plan, MethodNode method, String where) {
    assertEquals(
        Optional.empty(),
        Unweaver.unweave(weaving.plan(), plan, RecordingBootstrap.BOOTSTRAP, method),
        where);
    return MethodOutline.of(method);
  }

  private void compareGuards(MethodPlan plan, MethodNode woven, MethodNode computed, String where) {
    int count = (plan.hasEntryGuard() ? 1 : 0) + (plan.shutdown().isPresent() ? 1 : 0);
    for (int i = 0; i < count; i++) {
      FrameNode expected = WovenCode.frames(woven).get(i);
      FrameNode found = WovenCode.frames(computed).get(i);
      assertEquals(
          instructionsBefore(expected, woven.instructions),
          instructionsBefore(found, computed.instructions),
          where);
      assertEquals(expected.local, found.local, where);
      assertEquals(expected.stack, found.stack, where);
      guards++;
    }
  }

  private static int instructionsBefore(FrameNode frame, InsnList instructions) {
    int count = 0;
    for (AbstractInsnNode node : instructions) {
      if (node == frame) {
        return count;
      }
      count += node.getOpcode() >= 0 ? 1 : 0;
    }
    throw new AssertionError(frame);
  }

  private static MethodNode find(ClassNode type, MethodPlan plan) {
    for (MethodNode method : type.methods) {
      if (method.name.equals(plan.name()) && method.desc.equals(plan.descriptor())) {
        return method;
      }
    }
    throw new AssertionError(plan);
  }
}
