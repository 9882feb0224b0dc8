package dev.aos.it;

import dev.aos.it.fixture.netty.Cancelled;
import dev.aos.it.fixture.netty.Doors;
import dev.aos.it.fixture.netty.Lanes;
import dev.aos.it.fixture.netty.LoopEnds;
import dev.aos.it.harness.ChildJvm;
import dev.aos.it.harness.Jdk;
import dev.aos.it.harness.Jdks;
import dev.aos.it.harness.Run;
import dev.aos.it.harness.SuspendingJdk;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Handlers of Netty that are entered by other doors than the transport's, and wider lanes. */
class NettyEntriesIT {

  private static String rules(String settings) {
    return """
        version: 1
        event-loops:
          - {classes: ["dev.aos.it.fixture.netty.**"], loop: netty%s}
        offload:
          - dev.aos.it.fixture.backend.**
        """
        .formatted(settings);
  }

  static Stream<Arguments> doors() {
    return Stream.of("encoder", "task", "submitted", "timer", "listener", "user event", "group")
        .flatMap(door -> Jdks.suspending().stream().map(jdk -> Arguments.of(jdk, door)));
  }

  @ParameterizedTest(name = "{0}, {1}", allowZeroInvocations = true)
  @MethodSource("doors")
  void theLoopIsFreeWhicheverDoorTheHandlerWasEnteredBy(Jdk jdk, String door) {
    run(jdk, "", Doors.class, door).report().has("woven", "1 call: 1 suspended the handler");
  }

  @SuspendingJdk
  void aHandlerOfAWideLaneIsNotEnteredWhileItIsSuspended(Jdk jdk) {
    run(jdk, ", lane: handler", Lanes.class, "handler");
  }

  @SuspendingJdk
  void noHandlerIsEnteredWhileOneOfTheLoopsLaneIsSuspended(Jdk jdk) {
    run(jdk, ", lane: loop", Lanes.class, "loop");
  }

  @SuspendingJdk
  void aLoopThatIsShutDownWaitsForItsHandlers(Jdk jdk) {
    run(jdk, "", LoopEnds.class).stderrHas("waits for its suspended handlers");
  }

  @SuspendingJdk
  void aHandlerWhoseChannelIsClosedIsCancelledIfTheRulesSaySo(Jdk jdk) {
    run(jdk, ", on-close: cancel", Cancelled.class);
  }

  private static Run run(Jdk jdk, String settings, Class<?> fixture, Object... arguments) {
    return ChildJvm.on(jdk)
        .agent(rules(settings))
        .main(fixture)
        .arguments(arguments)
        .run()
        .succeeds()
        .stdoutIs("ok");
  }
}
