package dev.aos.it;

import dev.aos.it.fixture.loading.BadLoaders;
import dev.aos.it.fixture.loading.LoadingAtOnce;
import dev.aos.it.fixture.loading.Talkative;
import dev.aos.it.harness.ChildJvm;
import dev.aos.it.harness.EveryJdk;
import dev.aos.it.harness.Jars;
import dev.aos.it.harness.Jdk;
import dev.aos.it.harness.Jdks;
import dev.aos.it.harness.Rounds;
import dev.aos.it.harness.Run;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Class loaders of every kind are asked for supertypes, and go on loading. */
class LoadingIT {

  private static final int CLASSES = 2_000;

  private static final String RULES =
      """
      version: 1
      event-loops:
        - classes: ["dev.aos.it.fixture.loading.made.**"]
          loop: none
      offload:
        - dev.aos.it.fixture.loading.Loadable+.load
      """;

  @EveryJdk
  void manyThreadsLoadClassesThatAreSupertypesOfEachOther(Jdk jdk) {
    for (int round = 0; round < Rounds.atLeast(1); round++) {
      ChildJvm.on(jdk)
          .agent(RULES)
          .classPath(Jars.child("asm"))
          .main(LoadingAtOnce.class)
          .arguments(CLASSES)
          .timeout(Duration.ofSeconds(60))
          .run()
          .succeeds()
          .stdoutHas("\nok\n")
          .stderrHas("[aos] 1800 call sites in 1800 classes woven, 0 left alone");
    }
  }

  private static final String BY_SUPERTYPE =
      """
      version: 1
      event-loops:
        - classes: ["dev.aos.it.fixture.loading.alone.**"]
          loop: none
      offload:
        - dev.aos.it.fixture.backend.Backend
        - dev.aos.it.fixture.loading.Loadable+.load
      """;

  private static final String DOUBT =
      "whether the rule means it can't be said:"
          + " dev.aos.it.fixture.loading.alone.Thing can't be found or read";

  @EveryJdk
  void whateverALoaderAnswersItsClassesWork(Jdk jdk) {
    String woven = "by name on a worker, by supertype on a worker";
    String doubtful = "by name on a worker, by supertype directly";
    Run run = ChildJvm.on(jdk).agent(BY_SUPERTYPE).main(BadLoaders.class).run().succeeds();
    for (String kind : Set.of("LOADS", "WAITS")) {
      run.stdoutHas(kind + ": " + woven);
    }
    List<String> doubts =
        List.of(
            "NOTHING", "GARBAGE", "HALF", "EMPTY", "ANOTHER_CLASS", "TORN", "EXCEPTION", "ERROR");
    for (String kind : doubts) {
      run.stdoutHas(kind + ": " + doubtful);
    }
    run.stderrHas("12 call sites in 1 class woven, " + doubts.size() + " left alone");
    run.report().has("left alone", "alone.Program.call:14", "alone.Thing.load: " + DOUBT);
  }

  static Stream<Arguments> talk() {
    return Jdks.all().stream()
        .flatMap(
            jdk ->
                Stream.of("load", "find", "resource")
                    .flatMap(
                        when ->
                            Stream.of("parents", "own").map(log -> Arguments.of(jdk, when, log))));
  }

  @ParameterizedTest(name = "{0}, {1}, {2}")
  @MethodSource("talk")
  void aLoaderWritesALogWithAWovenLogger(Jdk jdk, String when, String log) {
    Run run =
        ChildJvm.on(jdk)
            .agent(BY_SUPERTYPE)
            .main(Talkative.class)
            .arguments(when, log)
            .run()
            .succeeds();
    if (when.equals("resource")) {
      run.stdoutIs("the logger writes directly")
          .stderrHas("[aos] not woven: dev.aos.it.fixture.loading.alone.Log: it was loaded while");
    } else {
      run.stdoutIs("the logger writes on a worker").stderrHasNo("not woven");
    }
  }
}
