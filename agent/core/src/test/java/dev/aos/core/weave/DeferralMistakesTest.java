package dev.aos.core.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.web.Overlapping;
import dev.aos.core.match.TestRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/** What the verifier of woven classes says if calls are deferred otherwise than planned. */
class DeferralMistakesTest {

  private static final WovenClassVerifier VERIFIER =
      new WovenClassVerifier(RecordingBootstrap.BOOTSTRAP, 17);

  private final Weaving weaving = weaving();

  private static Weaving weaving() {
    TestRules rules =
        TestRules.rules()
            .eventLoop("com.acme.web.**")
            .reads("com.acme.api.Store.read*", "com.acme.api.Store.size");
    return Weaving.of(rules, OldStyle.bytes(Overlapping.class));
  }

  private interface Mistake {
    void make(InsnList code, List<InvokeDynamicInsnNode> sites);
  }

  private void assertFound(String method, Mistake mistake) {
    ClassNode type = new ClassNode();
    new ClassReader(weaving.woven()).accept(type, 0);
    for (MethodNode candidate : type.methods) {
      if (candidate.name.equals(method)) {
        List<InvokeDynamicInsnNode> sites = new ArrayList<>();
        for (AbstractInsnNode node : candidate.instructions) {
          if (node instanceof InvokeDynamicInsnNode site) {
            sites.add(site);
          }
        }
        mistake.make(candidate.instructions, sites);
      }
    }
    ClassWriter writer = new ClassWriter(0);
    type.accept(writer);
    Optional<String> complaint = weaving.withWoven(writer.toByteArray()).complaintOf(VERIFIER);
    assertTrue(complaint.isPresent(), "the mistake is not found");
  }

  private static InvokeDynamicInsnNode first(List<InvokeDynamicInsnNode> sites, String method) {
    return sites.stream().filter(site -> site.bsm.getName().equals(method)).findFirst().get();
  }

  @Test
  void nothing_is_wrong_with_what_was_woven() {
    assertEquals(Optional.empty(), weaving.complaintOf(VERIFIER));
  }

  @Test
  void an_await_that_is_missing() {
    assertFound(
        "droppedResults",
        (code, sites) -> {
          InvokeDynamicInsnNode await = first(sites, "await");
          code.remove(await.getPrevious());
          code.remove(await.getNext());
          code.remove(await);
        });
  }

  @Test
  void an_await_of_another_call() {
    assertFound(
        "twoVariables", (code, sites) -> ((VarInsnNode) first(sites, "await").getPrevious()).var++);
  }

  @Test
  void an_await_that_comes_later() {
    assertFound(
        "twoVariables",
        (code, sites) ->
            code.insertBefore(first(sites, "await").getPrevious(), new InsnNode(Opcodes.NOP)));
  }

  @Test
  void a_call_that_does_not_know_the_one_before() {
    assertFound(
        "twoVariables",
        (code, sites) -> {
          AbstractInsnNode last = sites.get(1).getPrevious();
          code.set(last, new InsnNode(Opcodes.ACONST_NULL));
        });
  }

  @Test
  void a_result_in_another_variable() {
    assertFound(
        "twoVariables", (code, sites) -> ((VarInsnNode) first(sites, "await").getNext()).var++);
  }

  @Test
  void a_pure_call_that_waits_for_nobody() {
    assertFound(
        "pureCallsBetween",
        (code, sites) -> {
          AbstractInsnNode last = first(sites, "pure").getPrevious();
          code.set(last, new InsnNode(Opcodes.ACONST_NULL));
        });
  }

  @Test
  void a_call_that_is_begun_though_it_is_awaited_where_it_stands() {
    assertFound(
        "usedAtOnce", (code, sites) -> sites.get(0).bsm = RecordingBootstrap.BOOTSTRAP.begin());
  }

  @Test
  void a_try_block_that_ends_before_the_await() {
    ClassNode type = new ClassNode();
    new ClassReader(weaving.woven()).accept(type, 0);
    for (MethodNode method : type.methods) {
      if (method.name.equals("insideTry")) {
        LabelNode end = new LabelNode();
        for (AbstractInsnNode node : method.instructions) {
          if (node instanceof InvokeDynamicInsnNode site && site.bsm.getName().equals("await")) {
            method.instructions.insertBefore(site.getPrevious(), end);
            break;
          }
        }
        LabelNode whole = method.tryCatchBlocks.get(0).end;
        method.tryCatchBlocks.stream()
            .filter(block -> block.end == whole)
            .forEach(block -> block.end = end);
      }
    }
    ClassWriter writer = new ClassWriter(0);
    type.accept(writer);
    assertTrue(weaving.withWoven(writer.toByteArray()).complaintOf(VERIFIER).isPresent());
  }
}
