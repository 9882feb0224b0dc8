package dev.aos.core.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.acme.web.CallerSensitive;
import com.acme.web.PrivateOfInterface;
import com.acme.web.ProtectedCalls;
import com.acme.web.ReceiverCalls;
import com.acme.web.Reflecting;
import com.acme.web.StaticCalls;
import dev.aos.core.match.TestRules;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which method calls are rewritten, and that the program stays the same program. */
class MethodCallsTest {

  private static final String READ = "com.acme.api.Files.read";
  private static final String SIZE = "com.acme.api.Files.size";

  private final Program statics = program(StaticCalls.class, "com.acme.api.**");
  private final Program receivers =
      program(ReceiverCalls.class, "com.acme.api.**", "com.acme.web.**");

  private static Program program(Class<?> mainClass, String... calls) {
    return Program.of(TestRules.rules().eventLoop("com.acme.web.**").offload(calls), mainClass);
  }

  @Test
  void static_call() {
    assertEquals("content of acontent of b", statics.run("plain"));
    assertEquals(List.of(READ, READ), statics.calls());
  }

  @Test
  void call_without_a_result() {
    assertEquals(1, statics.run("withoutResult"));
    assertEquals(
        List.of("com.acme.api.Files.touch", "com.acme.api.Files.touched"), statics.calls());
  }

  @Test
  void arguments_of_one_and_two_slots() {
    statics.run("allKindsOfArguments");
    assertEquals(List.of("com.acme.api.Files.allKinds"), statics.calls());
  }

  @Test
  void variable_arguments_arrive_as_the_array_that_the_compiler_made() {
    assertEquals("3-[a, 2, 3]0-[]1-[x]", statics.run("variableArguments"));
    assertEquals(Collections.nCopies(3, "com.acme.api.Files.join"), statics.calls());
  }

  @Test
  void arrays_as_arguments_and_result() {
    assertEquals(17, statics.run("arrays"));
    assertEquals(List.of("com.acme.api.Files.sum", "com.acme.api.Files.list"), statics.calls());
  }

  @Test
  void results_of_every_primitive_type() {
    statics.run("primitiveResults");
    assertEquals(7, statics.calls().size());
  }

  @Test
  void results_that_are_dropped() {
    statics.run("droppedResults");
    assertEquals(List.of(READ, SIZE), statics.calls());
  }

  @Test
  void static_method_of_an_interface() {
    statics.run("ofInterface");
    assertEquals(List.of("com.acme.api.Source.of"), statics.calls());
  }

  @Test
  void call_in_a_loop_head() {
    assertEquals(3, statics.run("inLoopHead"));
    assertEquals(List.of(SIZE, SIZE, SIZE), statics.calls());
  }

  @Test
  void calls_in_try_catch_and_finally() {
    assertEquals("firstcontent of caughtcontent of finally", statics.run("inTryAndCatch"));
    assertEquals(List.of("com.acme.api.Files.fail", READ, READ), statics.calls());
  }

  @Test
  void calls_in_a_switch() {
    statics.run("inSwitch", 2);
    assertEquals(List.of(READ, READ), statics.calls());
  }

  @Test
  void virtual_calls() {
    receivers.run("virtual");
    assertEquals(
        List.of("com.acme.api.Stream.skip", "com.acme.api.Stream.read", "com.acme.api.Stream.read"),
        receivers.calls());
  }

  @Test
  void overridden_method_is_selected_as_before() {
    assertEquals("my stream of abc", receivers.run("overridden"));
    // The second one is the overriding method's own, of super.
    assertEquals(Collections.nCopies(2, "com.acme.api.Stream.describe"), receivers.calls());
  }

  @Test
  void interface_call() {
    receivers.run("ofInterface");
    assertEquals(List.of("com.acme.api.Source.next"), receivers.calls());
  }

  @Test
  void default_method_of_an_interface() {
    assertEquals("[s+s]", receivers.run("defaultOfInterface"));
    assertEquals(List.of("com.acme.api.Source.nextTwo"), receivers.calls());
  }

  @Test
  void own_private_method() {
    assertEquals("receiver3x", receivers.run("ownPrivate"));
    assertEquals(List.of("com.acme.web.ReceiverCalls.secret"), receivers.calls());
  }

  @Test
  void own_private_method_as_compilers_before_java_11_call_it() {
    GeneratedClass old = OldStyle.privateCallsAreSpecial(ReceiverCalls.class);
    Program program =
        Program.of(TestRules.rules().eventLoop("com.acme.web.**").offload("com.acme.web.**"), old);
    assertEquals("receiver3x", program.run("ownPrivate"));
    assertEquals(List.of("com.acme.web.ReceiverCalls.secret"), program.calls());
  }

  @Test
  void private_methods_of_a_nest_mate() {
    assertEquals("hidden nstatic 1.5", receivers.run("privateOfNestMate"));
    assertEquals(
        List.of(
            "com.acme.web.ReceiverCalls$Nested.hidden",
            "com.acme.web.ReceiverCalls$Nested.hiddenStatic"),
        receivers.calls());
  }

  @Test
  void private_methods_of_an_interface() {
    Program program = program(PrivateOfInterface.class, "com.acme.web.PrivateOfInterface.*");
    assertEquals("hello you!", program.run("run"));
    assertEquals(
        List.of(
            "com.acme.web.PrivateOfInterface$1.greet",
            "com.acme.web.PrivateOfInterface.secret",
            "com.acme.web.PrivateOfInterface.common"),
        program.calls());
  }

  @Test
  void null_receiver() {
    assertEquals("null", receivers.run("onNull"));
    assertEquals(List.of("com.acme.api.Stream.read"), receivers.calls());
  }

  @Test
  void public_method_inherited_from_a_class_that_is_not_public() {
    receivers.run("fromHiddenSuperclass");
    assertEquals(
        List.of("com.acme.api.Builder.create", "com.acme.api.Builder.build"), receivers.calls());
  }

  @Test
  void caller_sensitive_methods_see_the_class_that_calls_them() {
    Program program =
        program(
            CallerSensitive.class,
            "java.lang.Class.forName",
            "java.util.ResourceBundle.getBundle",
            "java.sql.DriverManager.getConnection");
    assertEquals("own loader", program.run("forName"));
    assertEquals(List.of("java.lang.Class.forName"), program.calls());
    assertEquals("own bundle", program.run("getBundle"));
    assertEquals(List.of("java.util.ResourceBundle.getBundle"), program.calls());
    assertEquals("own driver", program.run("getConnection"));
    assertEquals(List.of("java.sql.DriverManager.getConnection"), program.calls());
  }

  @Test
  void reflection_on_private_members_where_method_handles_see_them() {
    Program program = program(Reflecting.class, "java.lang.**", "java.util.concurrent.atomic.**");
    assertEquals("private method of private constructor, field, field", program.run("run"));
    boolean dispatched = Runtime.version().feature() >= 18;
    assertEquals(dispatched, program.calls().contains("java.lang.reflect.Method.invoke"));
    String left = "it asks what its caller may access, which only JDK 18 and later can tell";
    assertEquals(
        dispatched ? List.of() : Collections.nCopies(7, left),
        program.skipped().stream()
            .map(skipped -> skipped.substring(skipped.lastIndexOf(": ") + 2))
            .filter(left::equals)
            .toList());
  }

  @Test
  void protected_methods_of_another_package() {
    Program program = program(ProtectedCalls.class, "com.acme.api.**");
    assertEquals("tected!", program.run("ofInstance"));
    assertEquals(List.of("com.acme.web.ProtectedCalls.rest"), program.calls());
    assertEquals("shared text", program.run("ofClass"));
    assertEquals(List.of("com.acme.web.ProtectedCalls.shared"), program.calls());
  }
}
