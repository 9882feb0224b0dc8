package dev.aos.core.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.acme.web.Loops;
import dev.aos.core.match.TestRules;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Entries that return something, methods that end a loop, resume points, classes of the JDK. */
class LoopWeavingTest {

  private static final String LOOPS = "com.acme.web.Loops";

  private static Program withResult(String method) {
    return Program.of(TestRules.rules().entryWithResult(LOOPS + "." + method), Loops.class);
  }

  private static void assertEntered(Program program, String method) {
    assertEquals(List.of("enter " + LOOPS + "." + method), program.calls());
    assertEquals(List.of(), program.refused());
  }

  @Test
  void entry_that_returns_this() {
    Program program = withResult("onFluent");
    assertEquals("true1x", program.run("fluent"));
    assertEntered(program, "onFluent");
  }

  @Test
  void entry_that_returns_an_array() {
    Program program = withResult("onArray");
    assertEquals("2", program.run("array"));
    assertEntered(program, "onArray");
  }

  @Test
  void entry_with_a_result_whose_first_instruction_is_the_target_of_a_branch() {
    Program program = withResult("onLoopHead");
    assertEquals("xxx", program.run("loopHead"));
    assertEntered(program, "onLoopHead");
  }

  @Test
  void entry_with_a_result_that_fails() {
    Program program = withResult("onFailure");
    assertEquals("expected", program.run("failing"));
    assertEntered(program, "onFailure");
  }

  @Test
  void entry_that_returns_a_stage_needs_no_result() {
    Program program = Program.of(TestRules.rules().entry(LOOPS + ".onStage"), Loops.class);
    assertEquals("s", program.run("stage"));
    assertEntered(program, "onStage");
  }

  @Test
  void entry_that_returns_something_else_needs_a_result() {
    Program program = Program.of(TestRules.rules().entry(LOOPS + ".onText"), Loops.class);
    assertEquals("text", program.run("text"));
    assertEquals(
        List.of("onText: it returns java.lang.String: `result` has to say what its caller gets"),
        program.refused());
  }

  @Test
  void void_entry_has_no_result() {
    Program program = withResult("onEnd");
    program.run("both");
    assertEquals(List.of("onEnd: a void method has no `result`"), program.refused());
  }

  private static Program withShutdown(String method) {
    return Program.of(TestRules.rules().shutdown(LOOPS + "." + method), Loops.class);
  }

  @Test
  void void_method_that_ends_a_loop_does_nothing_until_it_may() {
    Program program = withShutdown("end");
    assertEquals("ended", program.run("voidEnd"));
    String end = "end " + LOOPS + ".end";
    assertEquals(List.of(end, end), program.calls());
  }

  @Test
  void boolean_method_that_ends_a_loop_says_false_until_it_may() {
    Program program = withShutdown("tryToEnd");
    assertEquals(true, program.run("tryTwice", 2));
    assertEquals(false, program.runWoven("tryTwice", 1));
  }

  @Test
  void method_that_ends_a_loop_is_void_or_boolean() {
    Program program = withShutdown("endWithNumber");
    program.run("text");
    assertEquals(
        List.of("endWithNumber: a shutdown method returns void or boolean"), program.refused());
  }

  @Test
  void method_can_be_an_entry_and_end_the_loop() {
    Program program =
        Program.of(
            TestRules.rules().entry(LOOPS + ".onEnd").shutdown(LOOPS + ".onEnd"), Loops.class);
    assertEquals("true", program.run("both"));
    String end = "end " + LOOPS + ".onEnd";
    assertEquals(List.of(end, end, "enter " + LOOPS + ".onEnd", end), program.calls());
  }

  private static TestRules waiting() {
    return TestRules.rules().eventLoop(LOOPS).resumePoint("java.util.Iterator+.next");
  }

  @Test
  void calls_of_a_resume_point_are_rewritten_in_event_loop_classes() {
    Program program = Program.of(waiting(), Loops.class);
    assertEquals("ab", program.run("waiting"));
    String resumed = "resume at java.util.Iterator.next";
    assertEquals(List.of(resumed, resumed), program.calls());
  }

  @Test
  void calls_of_a_resume_point_are_left_alone_elsewhere() {
    Program program =
        Program.of(
            TestRules.rules().eventLoop("com.other.**").resumePoint("java.util.Iterator+.next"),
            Loops.class);
    assertEquals("ab", program.run("waiting"));
    assertEquals(List.of(), program.calls());
  }

  @Test
  void resume_point_is_not_dispatched_though_a_rule_means_it() {
    Program program = Program.of(waiting().force("java.util.Iterator+.next"), Loops.class);
    assertEquals("ab", program.run("waiting"));
    assertEquals(
        List.of("waiting: java.util.Iterator.next: it is a resume point of the loop test-loop"),
        program.skipped());
  }

  @Test
  void resume_point_has_a_receiver() {
    Program program =
        Program.of(
            TestRules.rules().eventLoop(LOOPS).resumePoint("com.acme.api.Files.read"), Loops.class);
    assertEquals("content of x", program.run("waitingStatically"));
    assertEquals(List.of(), program.calls());
    assertEquals(
        List.of(
            "waitingStatically: a resume point is a call with a receiver,"
                + " com.acme.api.Files.read is static"),
        program.refused());
  }

  private static final String TASK =
      "java.util.concurrent.ScheduledThreadPoolExecutor$ScheduledFutureTask";

  private static WeaveResult weaveTask(ClassWeaver weaver) throws IOException {
    String file = "/" + TASK.replace('.', '/') + ".class";
    try (InputStream stream = Object.class.getResourceAsStream(file)) {
      return weaver.weave(null, TASK.replace('.', '/'), stream.readAllBytes());
    }
  }

  private static ClassWeaver weaver(TestRules rules) {
    return Program.weaver(rules.build(), new TestRegistry());
  }

  @Test
  void class_of_the_jdk_that_a_bundled_definition_names_gets_its_guard() throws IOException {
    ClassWeaver weaver = weaver(TestRules.rules().eventLoop("**").entry(TASK + ".run()").bundled());
    assertEquals(Set.of(TASK), weaver.jdkClasses());
    WeaveResult.Woven woven = assertInstanceOf(WeaveResult.Woven.class, weaveTask(weaver));
    assertEquals(1, woven.entries().size());
    assertEquals(List.of(), woven.sites());
  }

  @Test
  void class_of_the_jdk_is_left_alone_otherwise() throws IOException {
    for (TestRules rules :
        List.of(
            TestRules.rules().entry(TASK + ".run()"),
            TestRules.rules().entry("java.util.concurrent.**").bundled(),
            TestRules.rules().entry("java.util.concurrent.FutureTask+.run()").bundled())) {
      ClassWeaver weaver = weaver(rules);
      assertEquals(Set.of(), weaver.jdkClasses());
      assertInstanceOf(WeaveResult.Untouched.class, weaveTask(weaver));
    }
  }
}
