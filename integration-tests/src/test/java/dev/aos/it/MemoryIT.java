package dev.aos.it;

import dev.aos.it.fixture.memory.Multitude;
import dev.aos.it.harness.ChildJvm;
import dev.aos.it.harness.Jdk;
import dev.aos.it.harness.Run;
import dev.aos.it.harness.SuspendingJdk;
import java.time.Duration;

/** What suspended handlers take of the heap. */
class MemoryIT {

  private static final int HANDLERS = 100_000;
  private static final int MOST_BYTES = 2_048;

  private static final String RULES =
      """
      version: 1
      event-loops:
        - classes: ["dev.aos.it.fixture.memory.**"]
      offload:
        - dev.aos.it.fixture.backend.Latched.load
      executors:
        default: {threads: 4, queue: 200000}
      """;

  @SuspendingJdk
  void aHundredThousandHandlersAreSuspendedAtOnce(Jdk jdk) {
    Run run =
        ChildJvm.on(jdk)
            .agent(RULES)
            .optimised()
            // Twice that many channels; Serial knows to the byte what is in use; and the frames
            // that count are compiled before, however busy the machine is.
            .jvmArgument("-Xmx1g", "-XX:+UseSerialGC", "-Xbatch")
            .main(Multitude.class)
            .arguments(HANDLERS, MOST_BYTES)
            .timeout(Duration.ofMinutes(2))
            .run()
            .succeeds()
            .stdoutHas("\nok\n");
    System.out.println(jdk + ": " + run.stdout().lines().findFirst().orElseThrow());
    run.report().woven("Latched.load", "150,000 calls: 150,000 suspended the handler");
  }
}
