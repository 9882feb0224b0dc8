package dev.aos.core.weave;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.aos.core.match.CallMatcher;
import dev.aos.core.match.ClassHierarchy;
import dev.aos.core.match.TestRules;
import dev.aos.core.rules.RuleSet;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.util.CheckClassAdapter;

/** Several hundred classes that nobody wrote for this test, woven with rules that hit most. */
class MassWeavingTest {

  private static final ClassLoader LOADER = MassWeavingTest.class.getClassLoader();

  /** Rules that hit most of what there is in the libraries of the tests. */
  static TestRules broadRules() {
    return TestRules.rules()
        .eventLoop("**")
        .force(
            "java.io.**",
            "java.util.**",
            "java.lang.StringBuilder",
            "java.lang.StringBuilder.new",
            "java.util.ArrayList.new",
            "java.util.HashMap.new",
            "java.lang.IllegalArgumentException.new",
            "java.lang.IllegalStateException.new",
            "java.lang.RuntimeException+.new",
            "org.objectweb.asm.**",
            "org.objectweb.asm.Label+.new",
            "org.snakeyaml.**",
            "org.junit.**")
        .entry("org.objectweb.asm.**")
        .entry("org.snakeyaml.**")
        .entryWithResult("org.junit.**")
        .shutdown("org.objectweb.asm.**")
        .resumePoint("java.lang.Object+.wait")
        .resumePoint("java.util.Iterator+.next");
  }

  @Test
  void every_class_is_woven_and_passes_every_verifier() throws IOException {
    ClassWeaver weaver = Program.weaver(broadRules().build(), new TestRegistry());
    WovenClassVerifier inferring = new WovenClassVerifier(RecordingBootstrap.BOOTSTRAP, 17);
    int woven = 0;
    int sites = 0;
    int entries = 0;
    for (byte[] original : RealClasses.ofLibraries()) {
      WeaveResult result = weaver.weave(LOADER, null, original);
      if (result instanceof WeaveResult.Failed failed) {
        fail(new ClassReader(original).getClassName() + ": " + failed.reason());
      }
      if (result instanceof WeaveResult.Woven changed) {
        woven++;
        sites += changed.sites().size();
        entries += changed.entries().size();
        // It loads classes, and Kotlin's are not here.
        if (complaintsOfCheckClassAdapter(original).isEmpty()) {
          assertEquals("", complaintsOfCheckClassAdapter(changed.bytes()));
        }
      }
      assertPasses(inferring, original);
    }
    assertTrue(woven > 300, woven + " classes");
    assertTrue(sites > 5_000, sites + " sites");
    assertTrue(entries > 500, entries + " entries");
  }

  /** Nearly every call, and every method without a result is an entry. */
  private static TestRules nearlyEverything() {
    return TestRules.rules()
        .eventLoop("**")
        .force(
            "java.lang.Object+.new",
            "java.lang.Object+.clone",
            "java.lang.Object+.equals",
            "java.lang.Object+.getClass",
            "java.lang.Object+.hashCode",
            "java.lang.Object+.toString",
            "*a*.**",
            "*e*.**",
            "*o*.**",
            "*u*.**")
        .entry("*a*.**")
        .entry("*o*.**")
        .resumePoint("java.util.Iterator+.next");
  }

  @Test
  void classes_of_the_jdk_are_woven_like_others_if_one_leaves_out_that_they_never_are()
      throws IOException {
    int running = Runtime.version().feature();
    List<WovenClassVerifier> verifiers =
        IntStream.of(17, running)
            .distinct()
            .mapToObj(feature -> new WovenClassVerifier(RecordingBootstrap.BOOTSTRAP, feature))
            .toList();
    List<byte[]> classes = RealClasses.ofJdk();
    List<String> complaints = new ArrayList<>();
    int sites = 0;
    for (byte[] original : classes) {
      Weaving weaving = Weaving.of(nearlyEverything(), original);
      String name = weaving.plan().declarations().name();
      for (WovenClassVerifier verifier : verifiers) {
        weaving.complaintOf(verifier).ifPresent(wrong -> complaints.add(name + ": " + wrong));
      }
      sites += weaving.plan().sites().size();
    }
    System.out.printf(
        "mass: JDK %d: %,d call sites in %,d classes of the JDK%n", running, sites, classes.size());
    assertEquals(List.of(), complaints);
    assertTrue(sites > 20 * classes.size(), sites + " sites in " + classes.size() + " classes");
  }

  /** Calls that are awaited as late as possible: no class is woven otherwise than planned. */
  @Test
  void classes_whose_calls_are_awaited_at_their_first_use_pass_every_verifier() throws IOException {
    int running = Runtime.version().feature();
    List<WovenClassVerifier> verifiers =
        IntStream.of(17, running)
            .distinct()
            .mapToObj(feature -> new WovenClassVerifier(RecordingBootstrap.BOOTSTRAP, feature))
            .toList();
    TestRules rules =
        TestRules.rules()
            .eventLoop("**")
            .reads("*a*.**", "*e*.**", "*i*.**", "*o*.**", "*u*.**")
            .entry("*a*.**");
    List<byte[]> classes = new ArrayList<>(RealClasses.ofLibraries());
    classes.addAll(RealClasses.ofJdk());
    List<String> complaints = new ArrayList<>();
    int deferred = 0;
    for (byte[] original : classes) {
      Weaving weaving = Weaving.of(rules, original);
      String name = weaving.plan().declarations().name();
      if (weaving.plan().methods().isEmpty()) {
        // The platform's verifier does not take the oldest class files.
        continue;
      }
      for (WovenClassVerifier verifier : verifiers) {
        weaving.complaintOf(verifier).ifPresent(wrong -> complaints.add(name + ": " + wrong));
      }
      for (MethodPlan method : weaving.plan().methods()) {
        for (Deferral deferral : method.deferredCalls().deferrals()) {
          deferred += deferral.calls().size();
        }
      }
    }
    System.out.printf("mass: %,d calls awaited later in %,d classes%n", deferred, classes.size());
    assertEquals(List.of(), complaints);
    assertTrue(deferred > 500, deferred + " deferred calls");
  }

  private static void assertPasses(WovenClassVerifier verifier, byte[] original) {
    Weaving weaving = Weaving.of(broadRules(), original);
    assertEquals(
        Optional.empty(), weaving.complaintOf(verifier), weaving.plan().declarations().name());
  }

  private static String complaintsOfCheckClassAdapter(byte[] bytes) {
    StringWriter complaints = new StringWriter();
    CheckClassAdapter.verify(new ClassReader(bytes), LOADER, false, new PrintWriter(complaints));
    return complaints.toString();
  }

  @Test
  void filter_never_says_no_where_the_planner_finds_something() throws IOException {
    RuleSet rules = broadRules().build();
    ConstantPoolFilter filter =
        new ConstantPoolFilter(new CallMatcher(rules), new ResumePointFinder(rules.loops()));
    int empty = 0;
    for (byte[] classFile : RealClasses.ofLibraries()) {
      ClassHierarchy hierarchy = Weaving.hierarchyFor(classFile);
      ClassReader reader = new ClassReader(classFile);
      ConstantPoolFilter.Hits hits = filter.hits(reader, rules.eventLoops().get(0), hierarchy);
      ClassPlan filtered = Weaving.plan(rules, classFile, hierarchy, hits);
      ClassPlan unfiltered = Weaving.plan(rules, classFile, hierarchy, member -> true);
      assertEquals(unfiltered, filtered, reader.getClassName());
      if (hits.members().isEmpty()) {
        empty++;
        assertEquals(List.of(), unfiltered.sites());
        assertEquals(List.of(), unfiltered.skipped());
      }
    }
    assertFalse(empty == 0, "the filter lets everything through");
  }

  @Test
  void class_that_no_rule_means_is_untouched() throws IOException {
    ClassWeaver weaver =
        Program.weaver(
            TestRules.rules().eventLoop("**").offload("com.example.none.**").build(),
            new TestRegistry());
    WeaveResult untouched = new WeaveResult.Untouched(List.of(), List.of());
    for (byte[] original : RealClasses.ofLibraries()) {
      byte[] copy = original.clone();
      assertEquals(untouched, weaver.weave(LOADER, null, original));
      assertArrayEquals(copy, original);
    }
  }
}
