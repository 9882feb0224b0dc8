package dev.aos.core.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.acme.web.Handlers;
import dev.aos.core.match.TestRules;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Opcodes;

/** Which methods get an entry guard, and that they still do what they did. */
class EntryGuardTest {

  private static final String HANDLERS = "com.acme.web.Handlers";

  private static Program withEntry(String method) {
    return Program.of(TestRules.rules().entry(method), Handlers.class);
  }

  private static void assertEntered(Program program, String... methods) {
    assertEquals(List.of(methods), program.calls());
    assertEquals(List.of(), program.refused());
  }

  @Test
  void entry_runs_once_and_inside() {
    Program program = withEntry(HANDLERS + ".onRead");
    assertEquals("read message", program.run("plain"));
    assertEntered(program, "enter " + HANDLERS + ".onRead");
  }

  @Test
  void arguments_of_every_kind_reach_the_entry() {
    Program program = withEntry(HANDLERS + ".onWide");
    assertEquals("12.53truec4", program.run("wideArguments"));
    assertEntered(program, "enter " + HANDLERS + ".onWide");
  }

  @Test
  void static_method() {
    Program program = withEntry(HANDLERS + ".onStatic");
    assertEquals("static 5", program.run("ofClass"));
    assertEntered(program, "enter " + HANDLERS + ".onStatic");
  }

  @Test
  void private_method() {
    Program program = withEntry(HANDLERS + ".onPrivate");
    assertEquals("private", program.run("secret"));
    assertEntered(program, "enter " + HANDLERS + ".onPrivate");
  }

  @Test
  void method_whose_first_instruction_is_the_target_of_a_branch() {
    Program program = withEntry(HANDLERS + ".onLoop");
    assertEquals("xxx", program.run("loopHead"));
    assertEntered(program, "enter " + HANDLERS + ".onLoop");
  }

  @Test
  void overridden_method_that_the_subclass_calls_runs_itself_not_the_subclass_method() {
    Program program = withEntry(HANDLERS + ".onSuper");
    assertEquals("super overriding m", program.run("superCalled"));
    assertEntered(program, "enter " + HANDLERS + ".onSuper");
  }

  @Test
  void overriding_method_too_if_subtypes_are_meant() {
    Program program = withEntry(HANDLERS + "+.onSuper");
    assertEquals("super overriding m", program.run("superCalled"));
    assertEntered(
        program, "enter " + HANDLERS + "$Overriding.onSuper", "enter " + HANDLERS + ".onSuper");
  }

  @Test
  void default_method_of_an_interface() {
    Program program = withEntry(HANDLERS + "$Listener.onEvent");
    assertEquals("event", program.run("ofInterface"));
    assertEntered(program, "enter " + HANDLERS + "$Listener.onEvent");
  }

  @Test
  void exception_leaves_the_entry_as_before() {
    Program program = withEntry(HANDLERS + ".onFailure");
    assertEquals("expected in line true", program.run("failing"));
    assertEntered(program, "enter " + HANDLERS + ".onFailure");
  }

  @Test
  void entry_in_an_event_loop_class_has_its_calls_rewritten_too() {
    Program program =
        Program.of(
            TestRules.rules()
                .entry(HANDLERS + ".onOffload")
                .eventLoop(HANDLERS)
                .offload("com.acme.api.Files.read"),
            Handlers.class);
    assertEquals("content of a", program.run("withOffload"));
    assertEntered(program, "enter " + HANDLERS + ".onOffload", "com.acme.api.Files.read");
  }

  @Test
  void bridge_and_abstract_method_get_no_guard() {
    Program program =
        Program.of(
            TestRules.rules().entry(HANDLERS + "$Receiver+.onReceive"), Handlers.Typed.class);
    assertEquals("text", program.run("run"));
    assertEntered(program, "enter " + HANDLERS + "$Typed.onReceive");
  }

  @Test
  void method_with_a_result_is_refused() {
    Program program = withEntry(HANDLERS + ".onResult");
    assertEquals("1", program.run("refused"));
    assertEquals(
        List.of("onResult: it returns int, which its caller would need before its work is done"),
        program.refused());
  }

  @Test
  void synchronized_method_is_refused() {
    Program program = withEntry(HANDLERS + ".onSynchronized");
    program.run("plain");
    assertEquals(
        List.of("onSynchronized: a synchronized method holds its monitor and can't be suspended"),
        program.refused());
  }

  @Test
  void exclusive_method_gets_a_guard_and_loses_its_monitor() {
    Program program =
        Program.of(TestRules.rules().exclusive(HANDLERS + ".onExclusive"), Handlers.class);
    assertEquals("message, in its monitor: false", program.runWoven("exclusive"));
    assertEntered(program, "enter " + HANDLERS + ".onExclusive");
  }

  @Test
  void monitor_inside_an_exclusive_method_is_replaced() {
    String method = HANDLERS + ".onExclusiveInside";
    Program program = Program.of(TestRules.rules().exclusive(method), Handlers.class);
    assertEquals("1 1, in its monitor: false; 0 failed", program.runWoven("exclusiveInside"));
    String call = "enter " + method;
    assertEntered(program, call, call, call, call);
  }

  @Test
  void exclusive_method_without_a_monitor_is_refused() {
    Program program =
        Program.of(TestRules.rules().exclusive(HANDLERS + ".onResult"), Handlers.class);
    program.run("plain");
    assertEquals(List.of("onResult: it takes no monitor"), program.refused());
  }

  @Test
  void native_method_is_refused() {
    Program program = withEntry(HANDLERS + ".onNative");
    program.run("plain");
    assertEquals(List.of("onNative: a native method has no code to guard"), program.refused());
  }

  @Test
  void class_file_without_invokedynamic_is_refused() {
    GeneratedClass old =
        GeneratedClass.with(Opcodes.V1_5, "()V", 0, 0, code -> code.visitInsn(Opcodes.RETURN));
    Program program = Program.of(TestRules.rules().entry("com.acme.web.Generated.run"), old);
    program.run("run");
    assertEquals(List.of("run: class file version 49 has no invokedynamic"), program.refused());
  }

  @Test
  void constructor_is_refused() {
    Program program = withEntry(HANDLERS + ".new");
    program.run("plain");
    assertEquals(
        List.of("<init>: a constructor or class initialiser can't be an entry"), program.refused());
  }
}
