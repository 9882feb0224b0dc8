package dev.aos.core.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.web.Overlapping;
import dev.aos.core.match.TestRules;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Which calls of {@code await: use} are awaited later than where they stand, and where; and that
 * the program stays the same program, though each is made as late as it can be.
 */
class DeferralTest {

  private static final String USED = "no distance to the first use";

  private final Program program = Program.of(rules(), Overlapping.class);
  private final ClassPlan plan = Weaving.of(rules(), OldStyle.bytes(Overlapping.class)).plan();

  private static TestRules rules() {
    return TestRules.rules()
        .eventLoop("com.acme.web.**")
        .writes("com.acme.api.Store.write")
        .reads("com.acme.api.Store.read*", "com.acme.api.Store.size", "com.acme.api.Store.ratio")
        .reads("com.acme.api.Store.exists", "com.acme.api.Store.check");
  }

  private List<Optional<AwaitPlace>> places(String method) {
    return plan.sites().stream()
        .filter(site -> site.method().equals(method))
        .map(PlannedSite::await)
        .toList();
  }

  private List<String> reasons(String method) {
    return reasons(places(method));
  }

  private static List<String> reasons(ClassPlan of) {
    return reasons(of.sites().stream().map(PlannedSite::await).toList());
  }

  private static List<String> reasons(List<Optional<AwaitPlace>> places) {
    return places.stream()
        .flatMap(Optional::stream)
        .map(place -> place instanceof AwaitPlace.AtCall atCall ? atCall.reason() : "deferred")
        .toList();
  }

  private void assertDeferred(int calls, String method, Object... arguments) {
    program.run(method, arguments);
    List<String> reasons = reasons(method);
    assertEquals(calls, reasons.stream().filter("deferred"::equals).count(), reasons.toString());
  }

  private void assertAtCall(String method, List<String> reasons, Object... arguments) {
    program.run(method, arguments);
    assertEquals(reasons, reasons(method));
  }

  @Test
  void results_in_variables_are_awaited_where_the_first_is_read() {
    assertEquals("a@0b@0", program.run("twoVariables"));
    int line = plan.sites().get(0).line();
    assertEquals(
        List.of(new AwaitPlace.Deferred(line + 2), new AwaitPlace.Deferred(line + 2)),
        places("twoVariables").stream().flatMap(Optional::stream).toList());
  }

  @Test
  void results_on_the_stack_are_awaited_there() {
    assertDeferred(3, "inOneExpression");
  }

  @Test
  void values_between_results_on_the_stack_stay_where_they_are() {
    assertDeferred(3, "belowOtherValues");
  }

  @Test
  void results_of_one_and_two_slots() {
    assertDeferred(3, "allKinds");
  }

  @Test
  void results_that_are_dropped_are_awaited_before_the_next_effect() {
    assertDeferred(3, "droppedResults");
    assertTrue(
        program.run("droppedResultThatFails").toString().contains("bad b at 0"), "the first one");
  }

  @Test
  void a_write_comes_after_the_reads_before_it() {
    assertEquals("a@0b@0cd@1e@1", program.run("writeComesAfterReads"));
    assertEquals(
        List.of("deferred", "deferred", "effect: write", "deferred", "deferred"),
        reasons("writeComesAfterReads"));
  }

  @Test
  void pure_calls_may_come_between() {
    assertDeferred(2, "pureCallsBetween", "base");
  }

  @Test
  void what_a_pure_call_throws_comes_after_what_calls_before_it_throw() {
    assertTrue(program.run("firstFailureIsThatOfTheCall").toString().contains("bad a"));
    assertTrue(program.run("failureOfThePureCall").toString().contains("InvalidPath"));
    assertDeferred(2, "firstFailureIsThatOfTheCall");
    assertDeferred(2, "failureOfThePureCall");
  }

  @Test
  void the_first_exception_in_the_order_of_the_program_is_thrown() {
    assertTrue(program.run("firstOfTwoFailures").toString().contains("bad b"));
    assertDeferred(3, "firstOfTwoFailures");
  }

  @Test
  void texts_may_be_put_together_between() {
    assertDeferred(2, "concatenationBetween", "n");
    assertDeferred(2, "builderBetween", "n");
    assertAtCall(
        "builderThatOthersKnow",
        List.of("no other one before another call, java.lang.StringBuilder.append", USED),
        "x");
  }

  @Test
  void fields_that_never_change_may_be_read_between() {
    program.run("finalFieldBetween");
    assertEquals(List.of("deferred", "deferred", "deferred"), reasons("readOwn"));
  }

  @Test
  void variable_arguments_without_any_argument_are_no_array_that_changes() {
    assertDeferred(2, "variableArguments");
  }

  @Test
  void a_variable_that_is_written_again_gets_both_results_in_order() {
    assertDeferred(2, "reassigned");
  }

  @Test
  void calls_inside_one_try_block_are_awaited_inside_it() {
    assertDeferred(2, "insideTry");
  }

  @Test
  void calls_in_a_loop_are_awaited_in_each_round() {
    assertDeferred(2, "inLoop");
  }

  @Test
  void at_call_a_result_that_is_used_at_once() {
    assertAtCall("usedAtOnce", List.of(USED, USED));
  }

  @Test
  void at_call_an_argument_that_may_be_changed() {
    assertAtCall(
        "mutableArgument",
        List.of(
            "mutable argument: byte[]",
            "mutable argument: java.lang.Object",
            "mutable argument: java.lang.String[]"));
  }

  @Test
  void at_call_where_the_try_block_ends() {
    assertAtCall(
        "leavesTry", List.of("no other one before a branch, or the edge of a try block", USED));
  }

  @Test
  void at_call_a_result_whose_variable_an_exception_handler_sees() {
    assertAtCall(
        "variableThatHandlerSees",
        List.of(
            "an exception handler sees the variable",
            "no other one before a branch, or the edge of a try block"));
  }

  @Test
  void at_call_before_a_variable_changes_that_an_exception_handler_sees() {
    assertAtCall(
        "otherVariableThatHandlerSees",
        List.of("no other one before a variable changes that an exception handler sees", USED));
  }

  @Test
  void at_call_before_a_branch() {
    assertAtCall(
        "branchBetween",
        List.of("no other one before a branch", "no other one before a branch"),
        true);
  }

  @Test
  void at_call_before_access_to_a_field() {
    assertAtCall("fieldBetween", List.of("no other one before access to a field", USED));
    assertEquals(0, program.run("fieldWrittenBetween"));
  }

  @Test
  void at_call_before_what_may_fail() {
    String mayFail = "no other one before an instruction that may fail or sees the heap";
    assertAtCall("divisionBetween", List.of(mayFail, USED), 0);
    assertAtCall("castBetween", List.of(mayFail, USED), 5);
  }

  @Test
  void at_call_before_another_call() {
    assertAtCall(
        "otherCallBetween",
        List.of("no other one before another call, com.acme.web.Overlapping.helper", USED));
  }

  @Test
  void at_call_what_may_change_something() {
    assertAtCall("writes", List.of("effect: write", "effect: write"));
  }

  @Test
  void at_call_inside_a_monitor() {
    assertAtCall("insideMonitor", List.of("a monitor is held", "a monitor is held"), new Object());
  }

  @Test
  void texts_that_the_jdk_puts_together_may_come_between_and_take_several_results_at_once() {
    GeneratedClass generated =
        GeneratedClass.with(
            Opcodes.V17,
            "(I)Ljava/lang/String;",
            3,
            1,
            code -> {
              code.visitLdcInsn("a");
              read(code);
              code.visitVarInsn(Opcodes.ILOAD, 0);
              concatenate(code, "(I)", "n\u0001");
              read(code);
              concatenate(code, "(Ljava/lang/String;Ljava/lang/String;)", "\u0001+\u0001");
              code.visitInsn(Opcodes.ARETURN);
            });
    Program concatenating = Program.of(rules(), generated);
    assertEquals("a@0+n7@0", concatenating.run("run", 7));
    assertEquals(
        List.of("deferred", "deferred"), reasons(Weaving.of(rules(), generated.bytes()).plan()));
  }

  private static void read(MethodVisitor code) {
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        "com/acme/api/Store",
        "read",
        "(Ljava/lang/String;)Ljava/lang/String;",
        false);
  }

  private static void concatenate(MethodVisitor code, String parts, String recipe) {
    code.visitInvokeDynamicInsn(
        "concat",
        parts + "Ljava/lang/String;",
        new Handle(
            Opcodes.H_INVOKESTATIC,
            "java/lang/invoke/StringConcatFactory",
            "makeConcatWithConstants",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;"
                + "Ljava/lang/invoke/MethodType;Ljava/lang/String;[Ljava/lang/Object;)"
                + "Ljava/lang/invoke/CallSite;",
            false),
        recipe);
  }
}
