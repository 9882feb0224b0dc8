package dev.aos.core.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.web.Constructors;
import com.acme.web.Handlers;
import com.acme.web.Initialiser;
import com.acme.web.ReceiverCalls;
import com.acme.web.StaticCalls;
import dev.aos.core.match.ClassFiles;
import dev.aos.core.match.ClassHierarchies;
import dev.aos.core.match.TestRules;
import dev.aos.core.rules.Mode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Opcodes;

/** Which classes change, what is said of the others, and that nothing is thrown. */
class ClassWeaverTest {

  private static final ClassLoader LOADER = ClassWeaverTest.class.getClassLoader();
  private static final WeaveResult UNTOUCHED = new WeaveResult.Untouched(List.of(), List.of());
  private static final int JAVA = Runtime.version().feature();

  private static ClassWeaver weaver(TestRules rules) {
    return Program.weaver(rules.build(), new TestRegistry());
  }

  private static TestRules readRule() {
    return TestRules.rules().offload("com.acme.api.Files.read");
  }

  private static WeaveResult weave(TestRules rules, Class<?> type) {
    return weaver(rules).weave(LOADER, type.getName().replace('.', '/'), OldStyle.bytes(type));
  }

  private static WeaveResult.Woven woven(TestRules rules, Class<?> type) {
    return assertInstanceOf(WeaveResult.Woven.class, weave(rules, type));
  }

  @Test
  void class_outside_event_loops_is_untouched() {
    assertEquals(UNTOUCHED, weave(readRule().eventLoop("com.acme.other.**"), StaticCalls.class));
  }

  @Test
  void class_outside_event_loops_is_not_even_looked_at() {
    TestRules rules = readRule().eventLoop("com.acme.other.**");
    assertEquals(UNTOUCHED, weaver(rules).weave(LOADER, "com/acme/web/Any", new byte[0]));
  }

  @Test
  void event_loop_class_that_calls_nothing_with_a_rule_is_untouched() {
    assertEquals(UNTOUCHED, weave(readRule().eventLoop("**"), Constructors.class));
  }

  @Test
  void class_that_is_given_no_name_is_known_by_its_bytes() {
    ClassWeaver weaver = weaver(readRule().eventLoop("com.acme.web.**"));
    assertInstanceOf(
        WeaveResult.Woven.class, weaver.weave(LOADER, null, OldStyle.bytes(StaticCalls.class)));
  }

  @Test
  void classes_of_the_bootstrap_and_platform_loaders_are_untouched() {
    ClassWeaver weaver = weaver(readRule().eventLoop("**"));
    byte[] bytes = OldStyle.bytes(StaticCalls.class);
    assertEquals(UNTOUCHED, weaver.weave(null, "com/acme/web/StaticCalls", bytes));
    assertEquals(
        UNTOUCHED,
        weaver.weave(ClassLoader.getPlatformClassLoader(), "com/acme/web/StaticCalls", bytes));
  }

  @Test
  void java_and_own_classes_are_untouched_whatever_the_rules_say() {
    ClassWeaver weaver = weaver(readRule().eventLoop("**"));
    byte[] bytes = OldStyle.bytes(StaticCalls.class);
    for (String name :
        List.of(
            "java/lang/Any",
            "dev/aos/core/weave/Any",
            "dev/aos/launcher/Any",
            "dev/aos/runtime/Any")) {
      assertEquals(UNTOUCHED, weaver.weave(LOADER, name, bytes), name);
    }
  }

  @Test
  void woven_class_tells_where_its_sites_are() {
    WeaveResult.Woven woven = woven(readRule().eventLoop("com.acme.web.**"), StaticCalls.class);
    PlannedSite site = woven.sites().get(0);
    assertEquals("com.acme.web.StaticCalls", site.className());
    assertEquals("plain", site.method());
    assertEquals("()Ljava/lang/String;", site.methodDescriptor());
    assertEquals("com.acme.api.Files.read", site.call().toString());
    assertTrue(site.line() > 0);
    assertEquals(0, site.rule().number());
  }

  @Test
  void site_without_line_numbers_has_no_line() {
    GeneratedClass generated =
        GeneratedClass.with(
            Opcodes.V17,
            "()V",
            0,
            0,
            code -> {
              code.visitMethodInsn(
                  Opcodes.INVOKESTATIC, "com/acme/api/Files", "touch", "()V", false);
              code.visitInsn(Opcodes.RETURN);
            });
    TestRules rules = TestRules.rules().eventLoop("**").offload("com.acme.api.Files.touch");
    WeaveResult.Woven woven =
        assertInstanceOf(
            WeaveResult.Woven.class,
            weaver(rules).weave(LOADER, generated.internalName(), generated.bytes()));
    assertEquals(PlannedSite.NO_LINE, woven.sites().get(0).line());
  }

  @Test
  void calls_of_mode_count_are_rewritten() {
    TestRules rules =
        TestRules.rules().eventLoop("**").offload(Mode.COUNT, "com.acme.api.Files.read");
    assertEquals(Mode.COUNT, woven(rules, StaticCalls.class).sites().get(0).rule().mode());
  }

  @Test
  void calls_of_mode_report_are_listed() {
    TestRules rules =
        TestRules.rules().eventLoop("**").offload(Mode.REPORT, "com.acme.api.Files.read");
    WeaveResult.Untouched untouched =
        assertInstanceOf(WeaveResult.Untouched.class, weave(rules, Initialiser.class));
    assertEquals(1, untouched.skipped().size());
    assertEquals("mode: report", untouched.skipped().get(0).reason());
  }

  @Test
  void calls_of_mode_off_are_left_and_not_offered_to_later_rules() {
    TestRules rules =
        TestRules.rules()
            .eventLoop("**")
            .offload(Mode.OFF, "com.acme.api.Files.read")
            .offload("com.acme.api.Files.read");
    WeaveResult.Untouched untouched =
        assertInstanceOf(WeaveResult.Untouched.class, weave(rules, Initialiser.class));
    assertEquals(1, untouched.skipped().size());
    assertEquals("the rule says mode: off", untouched.skipped().get(0).reason());
  }

  @Test
  void kept_calls_are_listed_with_the_place_of_the_keep_rule() {
    TestRules rules = readRule().eventLoop("**").keep("com.acme.api.Files.*");
    WeaveResult.Untouched untouched =
        assertInstanceOf(WeaveResult.Untouched.class, weave(rules, Initialiser.class));
    assertEquals("kept: test.yaml:1:1", untouched.skipped().get(0).reason());
  }

  @Test
  void unchanged_methods_of_a_woven_class_are_copied_byte_for_byte() {
    TestRules rules = TestRules.rules().eventLoop("**").offload("com.acme.api.Stream.skip");
    Map<String, String> original = RawMethods.of(OldStyle.bytes(ReceiverCalls.class));
    Map<String, String> woven = RawMethods.of(woven(rules, ReceiverCalls.class).bytes());
    assertNotEquals(original.remove("virtual()I"), woven.remove("virtual()I"));
    assertEquals(original, woven);
  }

  @Test
  void garbage_fails_and_does_not_throw() {
    ClassWeaver weaver = weaver(readRule().eventLoop("**"));
    byte[] bytes = OldStyle.bytes(StaticCalls.class);
    for (int length : new int[] {0, 4, 10, 100, bytes.length / 2, bytes.length - 1}) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertInstanceOf(
          WeaveResult.Failed.class, weaver.weave(LOADER, "com/acme/web/Cut", cut), "" + length);
    }
  }

  @Test
  void newer_class_file_than_asm_knows_fails_with_its_version_if_a_rule_means_it() {
    int future = ClassFiles.NEWEST_VERSION + 1;
    byte[] bytes = OldStyle.withVersion(StaticCalls.class, future);
    WeaveResult.Failed failed =
        assertInstanceOf(
            WeaveResult.Failed.class,
            weaver(readRule().eventLoop("**")).weave(LOADER, "com/acme/web/StaticCalls", bytes));
    assertEquals(
        "class file version " + future + " is newer than this agent knows", failed.reason());
  }

  @Test
  void newer_class_file_than_asm_knows_is_untouched_if_no_rule_means_it() {
    byte[] bytes = OldStyle.withVersion(Constructors.class, ClassFiles.NEWEST_VERSION + 1);
    assertEquals(
        UNTOUCHED,
        weaver(readRule().eventLoop("**")).weave(LOADER, "com/acme/web/Constructors", bytes));
  }

  @Test
  void newest_class_file_that_asm_knows_is_woven() {
    byte[] bytes = OldStyle.withVersion(StaticCalls.class, ClassFiles.NEWEST_VERSION);
    // Not verified: that would take a JDK of this version.
    ClassWeaver weaver =
        new ClassWeaver(
            readRule().eventLoop("**").build(),
            new ClassHierarchies(),
            new TestRegistry(),
            false,
            JAVA);
    assertInstanceOf(
        WeaveResult.Woven.class, weaver.weave(LOADER, "com/acme/web/StaticCalls", bytes));
  }

  @Test
  void class_that_is_only_an_entry_keeps_its_calls() {
    TestRules rules = readRule().entry("com.acme.web.Handlers.onOffload");
    WeaveResult.Woven woven = woven(rules, Handlers.class);
    assertEquals(List.of(), woven.sites());
    assertEquals(1, woven.entries().size());
    assertEquals("test-loop", woven.entries().get(0).loop().name());
  }

  @Test
  void public_constructor_names_the_class_that_the_agent_defines() {
    ClassWeaver weaver =
        new ClassWeaver(
            readRule().eventLoop("**").build(),
            new ClassHierarchies(),
            new TestRegistry(),
            true,
            JAVA);
    WeaveResult.Woven woven =
        assertInstanceOf(
            WeaveResult.Woven.class,
            weaver.weave(LOADER, "com/acme/web/StaticCalls", OldStyle.bytes(StaticCalls.class)));
    assertTrue(new String(woven.bytes(), StandardCharsets.ISO_8859_1).contains("java/lang/$AOS"));
  }
}
