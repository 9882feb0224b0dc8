package dev.aos.core.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.acme.web.Constructors;
import com.acme.web.Handlers;
import com.acme.web.References;
import com.acme.web.StaticCalls;
import dev.aos.core.match.TestRules;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** What is caught before the JVM would, by which check; and that missing classes are no fault. */
class WovenClassVerifierTest {

  private static final int JAVA = Runtime.version().feature();
  private static final Optional<String> NOTHING = Optional.empty();

  private final BytecodeVerifier dataFlow = new DataFlowVerifier();

  private static Weaving weaving(Class<?> type) {
    TestRules rules =
        TestRules.rules()
            .offload("com.acme.api.**", "com.acme.api.Note.new")
            .entry("com.acme.web.Handlers.on*");
    return Weaving.of(rules, OldStyle.bytes(type));
  }

  private static Weaving broken(
      Class<?> type, String method, UnaryOperator<MethodVisitor> breaker) {
    Weaving sound = weaving(type);
    return sound.withWoven(Breakage.inMethod(sound.woven(), method, breaker));
  }

  /** The whole verifier as it is here, and as it is on a JDK without the platform's. */
  static List<WovenClassVerifier> verifiers() {
    return List.of(
        new WovenClassVerifier(RecordingBootstrap.BOOTSTRAP, JAVA),
        new WovenClassVerifier(RecordingBootstrap.BOOTSTRAP, 17));
  }

  /** The back ends that there are here. */
  static List<BytecodeVerifier> backEnds() throws ReflectiveOperationException {
    return JAVA < PlatformVerifier.FIRST_FEATURE_VERSION
        ? List.of(new DataFlowVerifier())
        : List.of(new DataFlowVerifier(), new PlatformVerifier());
  }

  private static BytecodeVerifier platform() throws ReflectiveOperationException {
    assumeTrue(JAVA >= PlatformVerifier.FIRST_FEATURE_VERSION, "needs JDK 24 or later");
    return new PlatformVerifier();
  }

  private static void assertCaught(Optional<String> complaint) {
    assertTrue(complaint.isPresent(), "not caught");
  }

  @ParameterizedTest
  @MethodSource("verifiers")
  void woven_classes_pass(WovenClassVerifier verifier) {
    for (Class<?> type : List.of(StaticCalls.class, Constructors.class, Handlers.class)) {
      assertEquals(NOTHING, weaving(type).complaintOf(verifier));
    }
  }

  @ParameterizedTest
  @MethodSource("verifiers")
  void wrong_frame_is_caught(WovenClassVerifier verifier) {
    assertCaught(
        broken(StaticCalls.class, "inLoopHead", Breakage::wrongLocals).complaintOf(verifier));
  }

  @ParameterizedTest
  @MethodSource("verifiers")
  void missing_frame_is_caught(WovenClassVerifier verifier) {
    assertCaught(broken(StaticCalls.class, "inLoopHead", Breakage::noFrames).complaintOf(verifier));
  }

  @ParameterizedTest
  @MethodSource("verifiers")
  void stack_that_is_too_shallow_is_caught(WovenClassVerifier verifier) {
    assertCaught(
        broken(Constructors.class, "deepInExpression", Breakage::shallowStack)
            .complaintOf(verifier));
  }

  @ParameterizedTest
  @MethodSource("verifiers")
  void stack_that_is_too_shallow_for_the_guard_is_caught(WovenClassVerifier verifier) {
    assertCaught(broken(Handlers.class, "onRead", Breakage::shallowStack).complaintOf(verifier));
  }

  @ParameterizedTest
  @MethodSource("verifiers")
  void lost_result_is_caught(WovenClassVerifier verifier) {
    assertCaught(broken(StaticCalls.class, "plain", Breakage::lostResult).complaintOf(verifier));
  }

  @ParameterizedTest
  @MethodSource("verifiers")
  void uninitialised_object_in_the_place_of_the_new_one_is_caught(WovenClassVerifier verifier) {
    assertCaught(
        broken(Constructors.class, "longAndDouble", Breakage::noReplacement).complaintOf(verifier));
  }

  @ParameterizedTest
  @MethodSource("verifiers")
  void call_that_is_not_the_planned_one_is_caught(WovenClassVerifier verifier) {
    assertCaught(broken(StaticCalls.class, "plain", Breakage::otherCall).complaintOf(verifier));
  }

  @ParameterizedTest
  @MethodSource("verifiers")
  void reference_that_is_not_the_planned_one_is_caught(WovenClassVerifier verifier) {
    assertEquals(NOTHING, weaving(References.class).complaintOf(verifier));
    assertCaught(broken(References.class, "toStatic", Breakage::otherCall).complaintOf(verifier));
    assertCaught(broken(References.class, "toStatic", Breakage::otherHandle).complaintOf(verifier));
    assertCaught(broken(References.class, "toStatic", Breakage::lostResult).complaintOf(verifier));
  }

  @ParameterizedTest
  @MethodSource("verifiers")
  void changed_instruction_is_caught(WovenClassVerifier verifier) {
    assertCaught(
        broken(Constructors.class, "conditionalArgument", Breakage::otherJump)
            .complaintOf(verifier));
  }

  @ParameterizedTest
  @MethodSource("verifiers")
  void lost_exception_handler_is_caught(WovenClassVerifier verifier) {
    assertCaught(
        broken(StaticCalls.class, "inTryAndCatch", Breakage::noHandlers).complaintOf(verifier));
  }

  @Test
  void platform_verifier_sees_wrong_frames_itself() throws ReflectiveOperationException {
    assertEquals(NOTHING, weaving(StaticCalls.class).complaintOf(platform()));
    assertCaught(
        broken(StaticCalls.class, "inLoopHead", Breakage::wrongLocals).complaintOf(platform()));
    assertCaught(
        broken(Constructors.class, "longAndDouble", Breakage::noReplacement)
            .complaintOf(platform()));
  }

  @Test
  void data_flow_verifier_sees_wrong_stacks_itself() {
    assertEquals(NOTHING, weaving(StaticCalls.class).complaintOf(dataFlow));
    assertCaught(broken(StaticCalls.class, "plain", Breakage::lostResult).complaintOf(dataFlow));
    assertCaught(broken(Constructors.class, "plain", Breakage::shallowStack).complaintOf(dataFlow));
  }

  @ParameterizedTest
  @MethodSource("backEnds")
  void wrong_type_of_an_argument_is_caught(BytecodeVerifier backEnd) {
    GeneratedClass generated = touchingWithArgument("java/lang/Integer", "java/lang/String");
    assertCaught(Weaving.of(touchRule(), generated.bytes()).complaintOf(backEnd));
  }

  @ParameterizedTest
  @MethodSource("backEnds")
  void missing_classes_are_taken_for_what_makes_the_code_right(BytecodeVerifier backEnd) {
    for (GeneratedClass generated :
        List.of(
            touchingWithArgument("com/acme/Missing", "java/lang/String"),
            touchingWithArgument("java/lang/String", "com/acme/Missing"),
            touchingWithArgument("com/acme/Missing", "com/acme/Other"))) {
      assertEquals(NOTHING, Weaving.of(touchRule(), generated.bytes()).complaintOf(backEnd));
    }
  }

  private static TestRules touchRule() {
    return TestRules.rules().offload("com.acme.api.Files.touch");
  }

  /** A woven call, and one that passes an argument of one type as another. */
  private static GeneratedClass touchingWithArgument(String actual, String expected) {
    return GeneratedClass.with(
        Opcodes.V17,
        "(L" + actual + ";)V",
        1,
        1,
        code -> {
          code.visitMethodInsn(Opcodes.INVOKESTATIC, "com/acme/api/Files", "touch", "()V", false);
          Label end = new Label();
          code.visitVarInsn(Opcodes.ALOAD, 0);
          code.visitJumpInsn(Opcodes.IFNULL, end);
          code.visitVarInsn(Opcodes.ALOAD, 0);
          code.visitMethodInsn(
              Opcodes.INVOKESTATIC, "com/acme/Sink", "put", "(L" + expected + ";)V", false);
          code.visitLabel(end);
          code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
          code.visitInsn(Opcodes.RETURN);
        });
  }

  @Test
  void bridge_methods_are_verified_although_the_platform_passes_over_them() {
    Weaving weaving =
        Weaving.of(
            TestRules.rules().offload("com.acme.web.Handlers$Typed.onReceive(java.lang.String)"),
            OldStyle.bytes(Handlers.Typed.class));
    assertEquals(1, weaving.plan().methods().size());
    byte[] broken = Breakage.inMethod(weaving.woven(), "onReceive", Breakage::shallowStack);
    for (WovenClassVerifier verifier : verifiers()) {
      assertEquals(NOTHING, weaving.complaintOf(verifier));
      assertCaught(weaving.withWoven(broken).complaintOf(verifier));
    }
  }
}
