package dev.aos.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aos.it.fixture.kinds.Everything;
import dev.aos.it.fixture.kinds.Hidden;
import dev.aos.it.fixture.kinds.Reflected;
import dev.aos.it.harness.ChildJvm;
import dev.aos.it.harness.EveryJdk;
import dev.aos.it.harness.Jdk;
import dev.aos.it.harness.Run;

/** Classes of every kind do woven what they did before, and look as they did. */
class ClassKindsIT {

  private static final String RULES =
      """
      version: 1
      event-loops:
        - {classes: ["dev.aos.it.fixture.kinds.Entered"], loop: entered}
        - classes: ["dev.aos.it.fixture.kinds.**"]
          loop: none
      offload:
        - dev.aos.it.fixture.backend.Backend
      loops:
        entered:
          entries:
            - {method: dev.aos.it.fixture.kinds.Entered.onEvent, lane: this, resume: this.executor}
      """;

  @EveryJdk
  void classesOfEveryKindDoTheSame(Jdk jdk) {
    Run without = ChildJvm.on(jdk).main(Everything.class).run().succeeds();
    Run with = ChildJvm.on(jdk).agent(RULES).main(Everything.class).run().succeeds();
    assertEquals(without.stdout(), with.stdout());
    for (String kind :
        new String[] {
          "Point", "Operation$1", "Shape$Square", "Inner", "1Local", "1", "Loading", "Generic"
        }) {
      with.report().has("woven", "Everything$" + kind + ".", "blocked for a worker");
    }
  }

  @EveryJdk
  void reflectionAndSerialisationSeeTheSame(Jdk jdk) {
    Run without = ChildJvm.on(jdk).main(Reflected.class).run().succeeds();
    Run with = ChildJvm.on(jdk).agent(RULES).main(Reflected.class).run().succeeds();
    assertEquals(without.stdout(), with.stdout());
    without.stdoutHas("serial 42").stdoutHas("Marked").stdoutHas("permits [");
    with.report().has("woven", "Declared.call").has("woven", "Everything$Point.name");
    if (jdk.suspends()) {
      with.report().has("entered: dev.aos.it.fixture.kinds.Entered.onEvent");
    }
  }

  @EveryJdk
  void hiddenClassesAreShownToNoAgent(Jdk jdk) {
    Run run = ChildJvm.on(jdk).agent(RULES).main(Hidden.class).run().succeeds();
    run.stdoutIs("as it is: on a worker\nhidden: here");
    run.report().woven("Backend.thread", "1 call: 1 blocked for a worker");
  }
}
