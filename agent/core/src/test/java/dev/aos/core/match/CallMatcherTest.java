package dev.aos.core.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.aos.core.rules.Mode;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.Opcodes;

/** Which calls the rules mean, and what they say of them. */
class CallMatcherTest {

  private final ClassHierarchy hierarchy =
      new ClassHierarchies().of(CallMatcherTest.class.getClassLoader());

  private Decision decide(TestRules rules, String owner, String name, String descriptor) {
    return decide(rules, Opcodes.INVOKEVIRTUAL, owner, name, descriptor);
  }

  private Decision decide(
      TestRules rules, int opcode, String owner, String name, String descriptor) {
    CallSite site = new CallSite(opcode, owner, name, descriptor, false);
    return new CallMatcher(rules.build()).decide(site, hierarchy);
  }

  private static TestRules offload(String... calls) {
    return TestRules.rules().offload(calls);
  }

  private static void assertWoven(int rule, Decision decision) {
    assertEquals(rule, assertInstanceOf(Decision.Weave.class, decision).rule().number());
  }

  private static void assertNoRule(Decision decision) {
    assertEquals(new Decision.NoRule(), decision);
  }

  private static void assertSkipped(String reason, Decision decision) {
    assertEquals(reason, assertInstanceOf(Decision.Skipped.class, decision).reason());
  }

  @Test
  void owner_in_the_class_file() {
    TestRules rules = offload("java.io.File.exists");
    assertWoven(0, decide(rules, "java/io/File", "exists", "()Z"));
    assertNoRule(decide(rules, "java/io/File", "delete", "()Z"));
    assertNoRule(decide(rules, "java/io/Reader", "exists", "()Z"));
  }

  @Test
  void declaring_class() {
    assertWoven(
        0,
        decide(
            offload("java.io.InputStream.readNBytes"),
            "java/io/FilterInputStream",
            "readNBytes",
            "(I)[B"));
  }

  @Test
  void overriding_method_is_another_one_without_the_plus() {
    String owner = "java/io/FileInputStream";
    assertNoRule(decide(offload("java.io.InputStream.read"), owner, "read", "()I"));
    assertWoven(0, decide(offload("java.io.InputStream+.read"), owner, "read", "()I"));
  }

  @Test
  void subtypes_of_an_interface() {
    TestRules rules = offload("java.io.Closeable+.close");
    assertWoven(0, decide(rules, "java/io/FileInputStream", "close", "()V"));
    assertNoRule(decide(rules, "java/lang/AutoCloseable", "close", "()V"));
  }

  @Test
  void missing_owner_matches_by_its_name_alone() {
    assertWoven(0, decide(offload("gone.Missing.call"), "gone/Missing", "call", "()V"));
    assertWoven(0, decide(offload("gone.**"), "gone/Missing", "call", "()V"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"java.io.File+.exists", "java.io.File.exists", "java.io.File+.e*"})
  void call_is_left_if_a_missing_class_may_make_a_rule_mean_it(String pattern) {
    assertSkipped(
        "whether the rule means it can't be said: gone.Missing can't be found or read",
        decide(offload(pattern), "gone/Missing", "exists", "()Z"));
  }

  @Test
  void missing_class_leaves_no_doubt_of_what_it_can_not_inherit() {
    assertNoRule(decide(offload("java.io.File+.exists"), "gone/Missing", "other", "()Z"));
    assertNoRule(decide(offload("java.io.File"), "gone/Missing", "other", "()Z"));
    assertNoRule(decide(offload("java.lang.String.length"), "gone/Missing", "length", "()I"));
    assertNoRule(decide(offload("java.io.**"), "gone/Missing", "exists", "()Z"));
    assertNoRule(decide(offload("java.io.File.new"), "gone/Missing", "<init>", "()V"));
  }

  @Test
  void call_is_left_to_no_later_rule_if_an_earlier_one_may_mean_it() {
    TestRules rules = TestRules.rules().offload(Mode.OFF, "java.io.File+").offload("gone.**");
    assertSkipped(
        "whether the rule means it can't be said: gone.Missing can't be found or read",
        decide(rules, "gone/Missing", "call", "()V"));
  }

  @Test
  void call_is_left_if_a_missing_class_may_make_it_an_exception() {
    assertSkipped(
        "whether the rule excepts it can't be said: gone.Missing can't be found or read",
        decide(
            TestRules.rules().offloadExcept("gone.**", "java.io.File+"),
            "gone/Missing",
            "call",
            "()V"));
  }

  @Test
  void call_is_left_if_a_missing_class_may_make_it_one_to_keep() {
    TestRules rules = offload("gone.**").keep("java.io.File+");
    assertSkipped(
        "whether test.yaml:1:1 keeps it can't be said: gone.Missing can't be found or read",
        decide(rules, "gone/Missing", "call", "()V"));
    assertInstanceOf(
        Decision.Kept.class,
        decide(rules.keep("gone.Missing.call"), "gone/Missing", "call", "()V"));
  }

  @Test
  void only_the_missing_ones_of_the_supertypes_are_named() {
    ClassHierarchy half =
        new ClassHierarchy(
            new TestClasses().type("Half", "gone/Base", new String[] {"gone/Api"}, "own()V"));
    CallMatcher matcher = new CallMatcher(offload("java.io.File+.call", "gone.Api.own").build());
    assertSkipped(
        "whether the rule means it can't be said: gone.Base and gone.Api can't be found or read",
        matcher.decide(new CallSite(Opcodes.INVOKEVIRTUAL, "Half", "call", "()V", false), half));
    assertNoRule(
        matcher.decide(new CallSite(Opcodes.INVOKEVIRTUAL, "Half", "own", "()V", false), half));
  }

  @Test
  void constructors_need_their_own_pattern() {
    String owner = "java/io/FileInputStream";
    String descriptor = "(Ljava/lang/String;)V";
    assertNoRule(decide(offload("java.io.**"), owner, "<init>", descriptor));
    assertWoven(0, decide(offload("java.io.FileInputStream.new"), owner, "<init>", descriptor));
    assertWoven(0, decide(offload("java.io.InputStream+.new"), owner, "<init>", descriptor));
    assertNoRule(decide(offload("java.io.InputStream.new"), owner, "<init>", descriptor));
  }

  @Test
  void wildcard_spares_the_methods_of_object() {
    String descriptor = "()Ljava/lang/String;";
    assertNoRule(decide(offload("java.io.File.*"), "java/io/File", "toString", descriptor));
    assertNoRule(decide(offload("java.io.**"), "java/io/File", "hashCode", "()I"));
    assertWoven(
        0, decide(offload("java.io.File.toString"), "java/io/File", "toString", descriptor));
  }

  @Test
  void wildcard_spares_harmless_methods() {
    String owner = "java/io/File";
    String descriptor = "()Ljava/lang/String;";
    assertNoRule(
        decide(
            offload("java.io.**").harmless("java.io.File.getName"), owner, "getName", descriptor));
    assertWoven(
        0,
        decide(
            offload("java.io.File.getName").harmless("java.io.File.getName"),
            owner,
            "getName",
            descriptor));
  }

  @Test
  void first_rule_wins() {
    TestRules rules = offload("java.io.File.delete").offload("java.io.File").offload("java.io.**");
    assertWoven(0, decide(rules, "java/io/File", "delete", "()Z"));
    assertWoven(1, decide(rules, "java/io/File", "exists", "()Z"));
    assertWoven(2, decide(rules, "java/io/Console", "flush", "()V"));
  }

  @Test
  void exception_of_a_rule_leaves_the_call_to_later_rules() {
    TestRules rules =
        TestRules.rules()
            .offloadExcept("java.io.File.*", "java.io.File.delete")
            .offload("java.io.**");
    assertWoven(0, decide(rules, "java/io/File", "exists", "()Z"));
    assertWoven(1, decide(rules, "java/io/File", "delete", "()Z"));
  }

  @Test
  void keep_wins() {
    TestRules rules = offload("java.io.File.exists").keep("java.io.File.*");
    Decision.Kept kept =
        assertInstanceOf(Decision.Kept.class, decide(rules, "java/io/File", "exists", "()Z"));
    assertEquals(0, kept.rule().number());
  }

  @Test
  void keep_without_a_rule_says_nothing() {
    assertNoRule(decide(TestRules.rules().keep("java.io.File.*"), "java/io/File", "exists", "()Z"));
  }

  @Test
  void modes() {
    String call = "java.io.File.exists";
    assertInstanceOf(
        Decision.Listed.class,
        decide(TestRules.rules().offload(Mode.REPORT, call), "java/io/File", "exists", "()Z"));
    assertWoven(
        0, decide(TestRules.rules().offload(Mode.COUNT, call), "java/io/File", "exists", "()Z"));
    Decision.Skipped off =
        assertInstanceOf(
            Decision.Skipped.class,
            decide(
                TestRules.rules().offload(Mode.OFF, call).offload(call),
                "java/io/File",
                "exists",
                "()Z"));
    assertEquals("the rule says mode: off", off.reason());
  }

  @ParameterizedTest
  @CsvSource({
    "()Ljava/util/concurrent/Future;, returns a Future",
    "()Ljava/util/concurrent/ScheduledFuture;, returns a Future",
    "()Ljava/util/concurrent/CompletionStage;, returns a CompletionStage",
    "()Ljava/util/concurrent/CompletableFuture;, returns a CompletionStage",
    "()Ljava/util/concurrent/SubmissionPublisher;, returns a Flow.Publisher",
    "()Lorg/reactivestreams/Publisher;, returns a Publisher",
    "(ILjava/nio/channels/CompletionHandler;)V, takes a CompletionHandler"
  })
  void asynchronous_calls_are_left_unless_forced(String descriptor, String how) {
    assertSkipped(
        "already asynchronous: " + how + " (force: true dispatches it)",
        decide(offload("any.Client.send"), "any/Client", "send", descriptor));
    assertWoven(
        0, decide(TestRules.rules().force("any.Client.send"), "any/Client", "send", descriptor));
  }

  @Test
  void unknown_result_type_is_not_taken_for_asynchronous() {
    assertWoven(0, decide(offload("any.Client.send"), "any/Client", "send", "()Lgone/Missing;"));
  }

  @ParameterizedTest
  @CsvSource({
    "java/lang/Thread, currentThread, ()Ljava/lang/Thread;, acts on the thread",
    "java/lang/Thread, holdsLock, (Ljava/lang/Object;)Z, acts on the thread",
    "java/lang/invoke/MethodHandles, lookup, ()Ljava/lang/Object;, depends on the frame",
    "java/lang/StackWalker, walk, ()V, depends on the frame",
    "java/lang/invoke/MethodHandle, invokeExact, ()V, signature-polymorphic",
    "java/lang/invoke/MethodHandle, invoke, ()V, signature-polymorphic",
    "java/lang/invoke/VarHandle, get, ()V, signature-polymorphic",
    "java/lang/ThreadLocal, get, ()Ljava/lang/Object;, acts on the thread",
    "java/lang/InheritableThreadLocal, get, ()Ljava/lang/Object;, acts on the thread",
    "java/util/concurrent/locks/Lock, lock, ()V, the thread that makes the call owns the lock",
    "java/util/concurrent/locks/ReentrantLock, lock, ()V, the thread that makes the call owns",
    "java/util/concurrent/locks/LockSupport, park, ()V, acts on the thread",
    "java/io/File, wait, ()V, needs the monitor",
    "java/io/File, notifyAll, ()V, needs the monitor"
  })
  void calls_that_mean_the_calling_thread_are_left_even_if_forced(
      String owner, String name, String descriptor, String reason) {
    String call = owner.replace('/', '.') + "." + name;
    Decision decision = decide(TestRules.rules().force(call), owner, name, descriptor);
    String actual = assertInstanceOf(Decision.Skipped.class, decision).reason();
    assertEquals(reason, actual.substring(0, reason.length()));
  }

  @Test
  void other_calls_of_threads_may_leave_the_thread() {
    assertWoven(0, decide(offload("java.lang.Thread.sleep"), "java/lang/Thread", "sleep", "(J)V"));
  }

  @Test
  void array_has_the_methods_of_object() {
    assertWoven(
        0, decide(offload("java.lang.Object.clone"), "[I", "clone", "()Ljava/lang/Object;"));
  }

  @Test
  void rule_for_a_member_whatever_its_mode() {
    CallMatcher matcher =
        new CallMatcher(
            TestRules.rules().offload(Mode.OFF, "java.io.File").keep("java.io.File").build());
    assertEquals(
        Optional.of(0),
        matcher.ruleFor("java/io/File", "exists", "()Z", hierarchy).map(rule -> rule.number()));
    assertEquals(Optional.empty(), matcher.ruleFor("java/io/Reader", "exists", "()Z", hierarchy));
  }
}
