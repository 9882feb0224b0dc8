package dev.aos.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aos.it.fixture.mass.LinkEveryClass;
import dev.aos.it.harness.BrokenClasses;
import dev.aos.it.harness.ChildJvm;
import dev.aos.it.harness.Directories;
import dev.aos.it.harness.EveryJdk;
import dev.aos.it.harness.JarBuilder;
import dev.aos.it.harness.Jars;
import dev.aos.it.harness.Jdk;
import dev.aos.it.harness.Jdks;
import dev.aos.it.harness.MassReport;
import dev.aos.it.harness.Outcomes;
import dev.aos.it.harness.Rounds;
import dev.aos.it.harness.Run;
import dev.aos.it.observer.WovenClasses;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.objectweb.asm.ClassReader;

/**
 * Every class of well-known libraries, and of the JDK, is woven with rules that mean nearly every
 * call and every method without a result as an entry; the agent verifies it, the JVM links it, and
 * what came of that is the same as without the agent. In every build that is a tenth of them.
 */
class MassIT {

  /**
   * A wildcard leaves out constructors, the methods of {@code Object} and harmless ones. Accessors
   * that the JVM generates for reflection are in no jar; it may make them at any time, also while
   * the agent has a class loader look for a file, and then says nothing of them.
   */
  private static final String RULES =
      """
      version: 1
      event-loops:
        - {classes: ["**"], except: ["dev.aos.it.**", "jdk.internal.reflect.Generated*"], loop: everything}
      offload:
        - calls:
            - java.lang.Object+.new
            - java.lang.Object+.clone
            - java.lang.Object+.equals
            - java.lang.Object+.finalize
            - java.lang.Object+.getClass
            - java.lang.Object+.hashCode
            - java.lang.Object+.notify
            - java.lang.Object+.notifyAll
            - java.lang.Object+.toString
            - java.lang.Object+.wait
            - java.lang.Enum+.name
            - java.lang.Enum+.ordinal
            - java.lang.Enum+.valueOf
            - java.lang.Throwable+.getMessage
            - "*a*.**"
            - "*e*.**"
            - "*o*.**"
            - "*u*.**"
          force: true
      loops:
        everything:
          built-on: netty
          entries:
            - method: "*o*.**"
              lane: java.lang.Thread.currentThread()
              resume: java.util.concurrent.ForkJoinPool.commonPool()
              in-event-loops: true
      """;

  private static final int LEAST_WOVEN = Rounds.of(4_000, 60_000);
  private static final int LEAST_SITES = Rounds.of(150_000, 2_000_000);
  private static final String OUTCOMES = "outcomes.txt";
  private static final String COMPLAINTS = "complaints.txt";

  /** By JDK. */
  private static final Map<Integer, MassReport.Total> TOTALS = new ConcurrentSkipListMap<>();

  private static Path recorder;

  @BeforeAll
  static void buildTheRecorder() throws IOException {
    recorder =
        JarBuilder.agent(Directories.create("recorder").resolve("r.jar"), WovenClasses.class);
  }

  static Stream<Arguments> sets() {
    return Jdks.all().stream()
        .flatMap(jdk -> Jars.massSets().stream().map(set -> Arguments.of(jdk, set)));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("sets")
  void everyClassIsWovenAndLinksAsItDoesWithoutTheAgent(Jdk jdk, String set) {
    Run without = link(child(jdk), source(set));
    Run with =
        link(
            child(jdk)
                .file(ChildJvm.RULES, RULES)
                .agentWith(ChildJvm.RULES)
                .agentFrom(recorder, ""),
            source(set),
            Jars.agent(),
            ChildJvm.REPORT);
    MassReport report = MassReport.of(with);
    System.out.printf("mass: %s, %s: %s; without the agent: %s%n", jdk, set, report, said(without));
    report.reasons().forEach((why, count) -> System.out.printf("  %,9d %s%n", count, why));
    TOTALS.computeIfAbsent(jdk.feature(), key -> new MassReport.Total()).add(report);

    assertEquals(List.of(), Outcomes.of(without).differences(Outcomes.of(with)));
    assertEquals(List.of(), report.failed(), "classes that keep their original bytes");
    assertEquals(List.of(), report.unknownReasons(), "reasons that nobody has looked at");
    assertEquals("", with.file(COMPLAINTS), "woven calls that can't be linked");
  }

  @AfterAll
  static void thoseWereAsManyAsPromised() {
    TOTALS.forEach((feature, total) -> System.out.printf("mass: JDK %d: %s%n", feature, total));
    TOTALS.forEach((feature, total) -> assertTrue(total.isAtLeast(LEAST_WOVEN, LEAST_SITES)));
  }

  @EveryJdk
  void aClassThatDoesNotVerifyAndACallThatCannotBeLinkedAreSeen(Jdk jdk) throws IOException {
    Path folder = Directories.create("broken");
    BrokenClasses.write(folder.resolve("broken.jar"));
    Run run = link(child(jdk).agentFrom(recorder, ""), folder.toString());
    assertTrue(run.file(OUTCOMES).contains("DoesNotVerify\tjava.lang.VerifyError"));
    assertTrue(run.file(OUTCOMES).contains("DoesNotLink\tok"));
    assertTrue(run.file(COMPLAINTS).contains("java.lang.NoSuchMethodError"));
  }

  private static ChildJvm child(Jdk jdk) {
    return ChildJvm.on(jdk)
        .optimised()
        .jvmArgument("-Xmx3g", "--add-opens", "java.base/java.lang.invoke=ALL-UNNAMED")
        .jvmArgument("-XX:+EnableDynamicAgentLoading")
        .classPath(Jars.source(ClassReader.class))
        .timeout(Duration.ofMinutes(60));
  }

  private static Run link(ChildJvm child, String source, Object... report) {
    return child
        .main(LinkEveryClass.class)
        .arguments(source, OUTCOMES, COMPLAINTS)
        .arguments(report)
        .run()
        .succeeds();
  }

  private static String source(String set) {
    return set.startsWith("jdk") ? set : Jars.mass(set).toString();
  }

  private static String said(Run run) {
    return run.stdout().trim();
  }
}
