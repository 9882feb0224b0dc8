package dev.aos.core.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.acme.web.Constructors;
import com.acme.web.Subclass;
import dev.aos.core.match.TestRules;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which constructor calls are rewritten, and which are not. */
class ConstructorCallsTest {

  private static final String NEW = "com.acme.api.Note.new";

  private final Program program = Program.of(rules(), Constructors.class);

  private static TestRules rules() {
    return TestRules.rules()
        .eventLoop("com.acme.web.**")
        .offload(NEW, "com.acme.web.Constructors$Nested.new");
  }

  @Test
  void new_object() {
    assertEquals("note of nothingnote of text", program.run("plain"));
    assertEquals(List.of(NEW, NEW), program.calls());
  }

  @Test
  void new_objects_as_arguments_of_new_objects() {
    assertEquals("note of (note of (note of core))", program.run("nested"));
    assertEquals(List.of(NEW, NEW, NEW), program.calls());
  }

  @Test
  void arguments_of_two_slots() {
    assertEquals("7 and 0.5", program.run("longAndDouble"));
    assertEquals(List.of(NEW), program.calls());
  }

  @Test
  void variable_arguments() {
    assertEquals("3 parts", program.run("variableArguments"));
    assertEquals(List.of(NEW), program.calls());
  }

  @Test
  void object_that_is_dropped() {
    program.run("droppedResult");
    assertEquals(List.of(NEW), program.calls());
  }

  @Test
  void branch_in_the_arguments_whose_frames_name_the_uninitialised_object() {
    assertEquals("note of positive", program.run("conditionalArgument", 1));
    assertEquals("note of note of other", program.run("conditionalArgument", -1));
    assertEquals(List.of(NEW, NEW), program.calls());
  }

  @Test
  void switch_and_loop_in_the_arguments() {
    assertEquals("note of one", program.run("switchArgument", 1));
    assertEquals("note of note of two", program.run("switchArgument", 2));
    assertEquals("note of note of 0note of 1note of 2", program.run("switchArgument", 3));
    assertEquals(Collections.nCopies(4, NEW), program.calls());
  }

  @Test
  void deep_operand_stack_below_the_new_object() {
    program.run("deepInExpression", 3);
    assertEquals(List.of(NEW, NEW), program.calls());
  }

  @Test
  void variable_that_holds_the_object_of_the_last_round() {
    program.run("inLoop");
    assertEquals(List.of(NEW, NEW, NEW), program.calls());
  }

  @Test
  void exception_from_the_constructor_is_the_same_object() {
    assertEquals("same", program.run("throwing"));
    assertEquals(List.of(NEW), program.calls());
  }

  @Test
  void exception_from_an_argument() {
    assertEquals("numbernote of handler", program.run("argumentThatThrows"));
    assertEquals(List.of(NEW), program.calls());
  }

  @Test
  void new_objects_in_an_array() {
    program.run("inArray");
    assertEquals(List.of(NEW, NEW), program.calls());
  }

  @Test
  void private_constructor_of_a_nest_mate() {
    assertEquals("Nested[number=4]", program.run("privateOfNestMate"));
    assertEquals(List.of("com.acme.web.Constructors$Nested.new"), program.calls());
  }

  @Test
  void super_and_this_calls_are_left_but_not_what_is_created_in_their_arguments() {
    Program subclass = Program.of(rules(), Subclass.class);
    assertEquals("note of from super note of (note of (note of (3 and 1.0)))", subclass.run("run"));
    assertEquals(List.of(NEW, NEW, NEW), subclass.calls());
    String left = "<init>: " + NEW + ": this(..) or super(..), which creates no object";
    assertEquals(List.of(left, left), subclass.skipped());
  }

  @Test
  void exception_that_is_caught_among_the_arguments() {
    assertEquals("note of 0", program.run("tryArgument", 0));
    assertEquals("note of positive", program.run("tryArgument", 1));
    assertEquals("note of caught", program.run("tryArgument", -1));
    assertEquals(List.of(NEW), program.calls());
  }

  @Test
  void finally_among_the_arguments_which_keeps_the_object_in_locals() {
    assertEquals("done", program.run("unusedWithTryArgument", 1));
    assertEquals(List.of(NEW), program.calls());
    assertEquals("note of positive", program.run("oneWayTryArgument", 1));
    assertEquals(List.of(NEW), program.calls());
    assertEquals("note of (note of note of positive)", program.run("nestedTryArguments", 1));
    assertEquals(List.of(NEW, NEW, NEW), program.calls());
    assertEquals(List.of(), program.skipped());
  }

  @Test
  void exception_handler_around_arguments_that_have_one() {
    assertEquals("note of positivenote of positive", program.run("tryAroundTryArgument", 1));
    assertEquals(List.of(NEW, NEW), program.calls());
    assertEquals("outside", program.run("tryAroundTryArgument", -1));
    assertEquals(List.of(), program.calls());
  }
}
