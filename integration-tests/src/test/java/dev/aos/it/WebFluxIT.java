package dev.aos.it;

import dev.aos.it.fixture.reactor.WebApplication;
import dev.aos.it.harness.ChildJvm;
import dev.aos.it.harness.Jars;
import dev.aos.it.harness.Jdk;
import dev.aos.it.harness.Jdks;
import dev.aos.it.harness.Report;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Blocking calls in a Spring WebFlux application: Spring 6 and Spring 7. */
class WebFluxIT {

  private static final List<String> PLACES =
      List.of(
          "method", "map", "body", "client", "context", "recovered", "failing", "route", "filter");

  static Stream<Arguments> versions() {
    return Stream.of(Arguments.of("6", "1.2"), Arguments.of("7", "1.3"))
        .flatMap(
            pair ->
                Jdks.all().stream().map(jdk -> Arguments.of(jdk, pair.get()[0], pair.get()[1])));
  }

  @ParameterizedTest(name = "{0}, Spring {1}")
  @MethodSource("versions")
  void theLoopServesOthersWhereverTheCallStands(Jdk jdk, String spring, String reactor) {
    ChildJvm child =
        ReactorIT.reactor(jdk, reactor)
            .classPath(Jars.children("spring-" + spring))
            .main(WebApplication.class)
            .arguments(jdk.suspends() ? "suspends" : "direct")
            .arguments(PLACES.toArray());
    Report report = ReactorIT.run(child);
    if (jdk.suspends()) {
      for (String place : PLACES) {
        String method =
            switch (place) {
              case "route" -> "WebConfiguration.answerRoute";
              case "filter" -> "WebConfiguration.lambda$filter$";
              case "method" -> "WebController.method:";
              default -> "WebController.lambda$" + place + "$";
            };
        report.has("  woven ", method, "Backend.pass", "24 calls: 24 suspended the handler");
      }
    }
  }
}
