package dev.aos.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aos.it.fixture.languages.KotlinProgram;
import dev.aos.it.fixture.languages.ScalaProgram;
import dev.aos.it.harness.ChildJvm;
import dev.aos.it.harness.EveryJdk;
import dev.aos.it.harness.Jars;
import dev.aos.it.harness.Jdk;
import dev.aos.it.harness.Jdks;
import dev.aos.it.harness.Run;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Libraries that Kotlin's and Scala's compilers made are woven as a whole, with rules that mean
 * most of their calls, and do what they did.
 */
class OtherLanguagesIT {

  private static final String KOTLIN_RULES =
      """
      version: 1
      event-loops:
        - classes: ["kotlin.**", "kotlinx.**", "okio.**", "dev.aos.it.fixture.languages.**"]
          loop: none
      offload:
        - calls: ["kotlin.collections.**", "kotlin.io.**", "kotlin.random.**", "kotlin.ranges.**",
            "kotlin.sequences.**", "kotlin.text.**", "kotlin.Lazy+.*", "kotlin.Pair.new",
            "kotlinx.coroutines.flow.**", "kotlinx.coroutines.internal.**", "okio.**",
            "okio.Buffer.new", "okio.GzipSink.new",
            "java.io.**", "java.nio.**", "java.util.zip.**", "java.security.**"]
          force: true
      """;

  private static final String SCALA_RULES =
      """
      version: 1
      event-loops:
        - classes: ["scala.**", "org.apache.pekko.**", "dev.aos.it.fixture.languages.**"]
          loop: none
      offload:
        - calls: ["scala.collection.immutable.**", "scala.Option+.*", "scala.Some.new",
            "scala.Tuple2.new", "scala.math.**", "scala.util.matching.**",
            "org.apache.pekko.util.ByteString+.*", "org.apache.pekko.util.Helpers$.*"]
          force: true
      """;

  @EveryJdk
  void kotlin(Jdk jdk) {
    compare(jdk, KOTLIN_RULES, KotlinProgram.class, "kotlin", "kotlinx.coroutines.", "okio.");
  }

  @EveryJdk
  void scala2(Jdk jdk) {
    compare(jdk, SCALA_RULES, ScalaProgram.class, "scala-2", "scala.", "org.apache.pekko.");
  }

  @Test
  void scala3() {
    compare(
        Jdks.newest(), SCALA_RULES, ScalaProgram.class, "scala-3", "scala.", "org.apache.pekko.");
  }

  private static void compare(
      Jdk jdk, String rules, Class<?> program, String jars, String... wovenPackages) {
    Run without = child(jdk, program, jars).run().succeeds();
    Run with = child(jdk, program, jars).agent(rules).run().succeeds();
    assertEquals(without.stdout(), with.stdout());
    String report = with.report().text();
    for (String name : wovenPackages) {
      long dispatched =
          report
              .lines()
              .filter(line -> line.startsWith("  woven       " + name))
              .filter(line -> line.contains("blocked for a worker"))
              .count();
      assertTrue(dispatched > 2, () -> name + ": " + dispatched + " sites\n" + report);
    }
    with.report().hasNo("keep their original bytes");
  }

  private static ChildJvm child(Jdk jdk, Class<?> program, String jars) {
    ChildJvm child =
        ChildJvm.on(jdk)
            .classPath(Jars.children(jars))
            .main(program)
            .timeout(Duration.ofMinutes(3));
    // Their fields of atomics; newer JVMs warn of it.
    return jdk.feature() >= 24 ? child.jvmArgument("--sun-misc-unsafe-memory-access=allow") : child;
  }
}
