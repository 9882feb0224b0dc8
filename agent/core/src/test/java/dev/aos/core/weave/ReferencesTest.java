package dev.aos.core.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.web.References;
import dev.aos.core.match.TestRules;
import dev.aos.core.rules.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Method references as the compiler makes them: each call through one is a rewritten call. */
class ReferencesTest {

  private static final String READ = "com.acme.api.Files.read";

  private static Program program(String... calls) {
    return Program.of(
        TestRules.rules().eventLoop("com.acme.web.**").offload(calls), References.class);
  }

  private static void assertCalls(Program program, String method, String... calls) {
    program.run(method);
    assertEquals(List.of(calls), program.calls());
  }

  @Test
  void static_method() {
    assertCalls(program(READ), "toStatic", READ);
  }

  @Test
  void constructor() {
    assertCalls(program("com.acme.api.Note.new"), "toConstructor", "com.acme.api.Note.new");
  }

  @Test
  void array_constructor_is_a_lambda_that_calls_nothing() {
    Program program = program("com.acme.api.**", "com.acme.api.Note.new");
    assertCalls(program, "toArrayConstructor");
  }

  @Test
  void unbound_receiver() {
    String read = "com.acme.api.Stream.read";
    assertCalls(program(read), "toUnboundReceiver", read);
    String skip = "com.acme.api.Stream.skip";
    assertCalls(program(skip), "toUnboundReceiverWithArgument", skip);
  }

  @Test
  void unbound_receiver_whose_objects_are_of_a_subclass() {
    String describe = "com.acme.api.Stream.describe";
    // The subclass calls its superclass's.
    assertCalls(program(describe), "toUnboundReceiverOfSubclass", describe, describe);
  }

  @Test
  void unbound_receiver_that_is_null() {
    String describe = "com.acme.api.Stream.describe";
    assertCalls(program(describe), "onUnboundReceiverThatIsNull", describe);
  }

  @Test
  void bound_receiver() {
    String read = "com.acme.api.Stream.read";
    assertCalls(program(read), "toBoundReceiver", read, read, read);
  }

  @Test
  void bound_receiver_that_is_null_fails_where_the_reference_stands() {
    assertCalls(program("com.acme.api.Stream.describe"), "toBoundReceiverThatIsNull");
  }

  @Test
  void method_of_the_superclass_is_a_lambda() {
    Program program = program("com.acme.api.Stream.describe");
    assertEquals("stream of references", program.run("toSuper"));
  }

  @Test
  void protected_method_of_another_package() {
    assertCalls(
        program("com.acme.api.Stream.*"),
        "toProtected",
        "com.acme.web.References.rest",
        "com.acme.api.Stream.shared");
  }

  @Test
  void private_members_of_a_nest_mate() {
    String nested = "com.acme.web.References$Nested.";
    Program program = program(nested + "*", nested + "new");
    assertCalls(
        program, "toPrivateOfNestMate", nested + "new", nested + "hidden", nested + "hiddenStatic");
  }

  @Test
  void methods_of_an_interface() {
    String source = "com.acme.api.Source.";
    assertCalls(
        program("com.acme.api.Source"),
        "toInterface",
        source + "of",
        source + "next",
        source + "nextTwo");
  }

  @Test
  void variable_arguments_are_collected_by_the_reference() {
    String join = "com.acme.api.Files.join";
    assertCalls(program(join), "toVarargs", join, join);
  }

  @Test
  void arguments_and_results_are_converted_by_the_reference() {
    String files = "com.acme.api.Files.";
    assertCalls(
        program("com.acme.api.Files", "java.util.Arrays"),
        "convertedByTheReference",
        files + "size",
        files + "oneShort",
        files + "oneFloat",
        "java.util.Arrays.asList",
        files + "ratio",
        files + "oneChar",
        files + "oneChar",
        files + "exists");
  }

  @Test
  void method_without_result() {
    String touch = "com.acme.api.Files.touch";
    assertCalls(program(touch), "toVoid", touch, touch);
  }

  @Test
  void exceptions_pass() {
    String fail = "com.acme.api.Files.fail";
    assertCalls(program(fail), "thatThrows", fail);
  }

  @Test
  void metafactory_with_flags() {
    assertCalls(program(READ), "withFlags", READ);
  }

  @Test
  void serialisable_reference_is_left_and_said_once() {
    Program program = program(READ);
    assertCalls(program, "serializable");
    assertEquals(
        List.of(
            "serializable: "
                + READ
                + ": a serialisable method reference, which is known by its method"),
        program.skipped());
  }

  @Test
  void what_captures_nothing_is_made_once() {
    assertEquals(true, program(READ).run("isMadeOnce"));
  }

  @Test
  void reference_in_a_class_initialiser() {
    assertCalls(program(READ), "ofClassInitialiser", READ, READ);
  }

  @Test
  void reference_in_an_enum_a_record_an_interface_and_an_inner_class() {
    assertCalls(program(READ), "inOtherClasses", READ, READ, READ, READ);
  }

  @Test
  void reference_in_a_lambda_in_a_lambda() {
    assertCalls(program(READ), "inLambdaOfLambda", READ);
  }

  @Test
  void calls_of_a_lambda_are_rewritten_like_others() {
    assertCalls(program(READ), "inLambda", READ);
  }

  @Test
  void lambdas_themselves_are_no_calls() {
    Program program = program("com.acme.web.**");
    assertCalls(program, "inLambdaOfLambda");
    assertEquals(List.of(), program.skipped());
  }

  @Test
  void no_member_is_added() {
    program("com.acme.**", "com.acme.api.Note.new").run("members");
  }

  @Test
  void modes_of_rules_hold_for_references() {
    TestRules counting = TestRules.rules().eventLoop("com.acme.web.**").offload(Mode.COUNT, READ);
    assertCalls(Program.of(counting, References.class), "toStatic", READ);
    TestRules listing = TestRules.rules().eventLoop("com.acme.web.**").offload(Mode.REPORT, READ);
    Program listed = Program.of(listing, References.class);
    assertCalls(listed, "toStatic");
    assertTrue(listed.skipped().contains("toStatic: " + READ + ": mode: report"));
  }

  @Test
  void site_is_the_place_of_the_reference() throws IOException {
    Weaving weaving =
        Weaving.of(
            TestRules.rules().offload("com.acme.api.Note.new"), OldStyle.bytes(References.class));
    PlannedSite site = weaving.plan().sites().get(0);
    assertEquals("toConstructor", site.method());
    assertEquals(lineOf("Note::new"), site.line());
    assertEquals(Optional.empty(), site.held());
  }

  private static int lineOf(String text) throws IOException {
    Path source = Path.of("src/test/java/com/acme/web/References.java");
    List<String> lines = Files.readAllLines(source);
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(text)) {
        return i + 1;
      }
    }
    throw new AssertionError("no " + text);
  }
}
