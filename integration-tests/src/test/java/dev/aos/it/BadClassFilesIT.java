package dev.aos.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aos.it.fixture.shapes.BadClassFiles;
import dev.aos.it.harness.ChildJvm;
import dev.aos.it.harness.EveryJdk;
import dev.aos.it.harness.Jdk;
import dev.aos.it.harness.Run;

/** What is no good class file is refused by the JVM as it is without the agent. */
class BadClassFilesIT {

  private static final String RULES =
      """
      version: 1
      event-loops:
        - classes: ["dev.aos.it.fixture.shapes.*"]
          loop: none
      offload:
        - dev.aos.it.fixture.backend.Parent
      """;

  private static final String REPORTED = "keeps its original bytes";

  @EveryJdk
  void theJvmSaysTheSameAndTheAgentOneLineAtMost(Jdk jdk) {
    String expected = ChildJvm.on(jdk).main(BadClassFiles.class).run().succeeds().stdout();
    Run run = ChildJvm.on(jdk).agent(RULES).main(BadClassFiles.class).run().succeeds();
    assertEquals(expected, run.stdout());
    run.stdoutHas("ClassFormatError").stdoutHas("UnsupportedClassVersionError");
    long classFiles = run.stdout().lines().filter(line -> line.startsWith("== ")).count();
    long reported = run.stderr().lines().filter(line -> line.contains(REPORTED)).count();
    assertTrue(reported > 10, "only " + reported + " are reported");
    assertTrue(reported < classFiles, reported + " reported of " + classFiles);
    run.stderrHas("class file version 120 is newer than this agent knows")
        .report()
        .has("woven", "Victim.call", "Parent.byClass");
  }
}
