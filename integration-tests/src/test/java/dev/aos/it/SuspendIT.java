package dev.aos.it;

import dev.aos.it.fixture.suspend.AllShapes;
import dev.aos.it.fixture.suspend.AutoRead;
import dev.aos.it.fixture.suspend.ClosedMeanwhile;
import dev.aos.it.fixture.suspend.Compressed;
import dev.aos.it.fixture.suspend.ContextLoader;
import dev.aos.it.fixture.suspend.Crowd;
import dev.aos.it.fixture.suspend.Embedded;
import dev.aos.it.fixture.suspend.EveryEvent;
import dev.aos.it.fixture.suspend.FreeLoop;
import dev.aos.it.fixture.suspend.HalfClose;
import dev.aos.it.fixture.suspend.LocalTransport;
import dev.aos.it.fixture.suspend.ManualRead;
import dev.aos.it.fixture.suspend.ManyAwaits;
import dev.aos.it.fixture.suspend.OlderNetty;
import dev.aos.it.fixture.suspend.Pipelining;
import dev.aos.it.fixture.suspend.Release;
import dev.aos.it.fixture.suspend.ShutDown;
import dev.aos.it.fixture.suspend.Task;
import dev.aos.it.fixture.suspend.Threads;
import dev.aos.it.harness.ChildJvm;
import dev.aos.it.harness.EveryJdk;
import dev.aos.it.harness.InContainers;
import dev.aos.it.harness.Jars;
import dev.aos.it.harness.Jdk;
import dev.aos.it.harness.Jdks;
import dev.aos.it.harness.Rounds;
import dev.aos.it.harness.Run;
import dev.aos.it.harness.SuspendingJdk;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Handlers of a Netty server are suspended while their calls run, and do not notice. */
class SuspendIT {

  static final String RULES =
      """
      version: 1
      event-loops:
        - classes: ["dev.aos.it.fixture.suspend.**"]
      offload:
        - dev.aos.it.fixture.backend.**
      """;

  static Stream<Arguments> kindsOfCalls() {
    return Stream.of(
            "static",
            "virtual",
            "interface",
            "default",
            "private",
            "protected",
            "constructor",
            "lambda")
        .flatMap(kind -> Jdks.suspending().stream().map(jdk -> Arguments.of(jdk, kind)));
  }

  @InContainers
  @ParameterizedTest(name = "{0}, {1}", allowZeroInvocations = true)
  @MethodSource("kindsOfCalls")
  void theLoopServesOthersMeanwhile(Jdk jdk, String kind) {
    String rules =
        switch (kind) {
          case "private" -> RULES + "  - dev.aos.it.fixture.suspend.FreeLoop.passPrivately\n";
          case "constructor" -> RULES + "  - dev.aos.it.fixture.backend.Connection.new\n";
          default -> RULES;
        };
    run(jdk, rules, FreeLoop.class, kind)
        .stdoutIs("ok")
        .report()
        .has("woven", "1 call: 1 suspended the handler");
  }

  @InContainers
  @EveryJdk
  void callsOfEveryShapeGiveTheSame(Jdk jdk) {
    String constructors =
        """
          - dev.aos.it.fixture.backend.Shapes.new
          - dev.aos.it.fixture.backend.Shapes$Pair.new
        """;
    run(jdk, RULES + constructors, AllShapes.class).stdoutIs("ok");
  }

  @SuspendingJdk
  void theHandlerStaysOnItsThread(Jdk jdk) {
    run(jdk, Threads.class).stdoutIs("a worker and a worker\noff the loop: its caller's thread");
  }

  @InContainers
  @EveryJdk
  void oneHandlerAwaitsManyCalls(Jdk jdk) {
    Run run = run(jdk, ManyAwaits.class, 2000).stdoutIs("ok");
    if (jdk.suspends()) {
      run.report()
          .woven(
              "Backend.load",
              "4,000 calls: 2,000 suspended the handler, 2,000 ran directly (2,000 off the loop)");
    }
  }

  @InContainers
  @EveryJdk
  void pipelinedRequestsAreAnsweredInOrder(Jdk jdk) {
    run(jdk, Pipelining.class, 100).stdoutIs("ok");
  }

  @SuspendingJdk
  void whatComesMeanwhileIsReadLater(Jdk jdk) {
    run(jdk, AutoRead.class, "more to read").stdoutIs("ok");
  }

  @SuspendingJdk
  void whatIsReadByHandIsReadLaterToo(Jdk jdk) {
    run(jdk, AutoRead.class, "more to read, by hand").stdoutIs("ok");
  }

  @SuspendingJdk
  void readingThatAnotherHandlerPausesMeanwhileStaysPaused(Jdk jdk) {
    run(jdk, AutoRead.class, "paused meanwhile").stdoutIs("ok");
  }

  @SuspendingJdk
  void readingThatTheResumedHandlerPausesStaysPaused(Jdk jdk) {
    run(jdk, AutoRead.class, "paused by the application").stdoutIs("ok");
  }

  @EveryJdk
  void theHandlerSeesAutoReadAsItWas(Jdk jdk) {
    run(jdk, AutoRead.class, "seen by the handler").stdoutIs("ok");
  }

  @EveryJdk
  void readingByHandGoesOn(Jdk jdk) {
    run(jdk, ManualRead.class).stdoutIs("ok");
  }

  @SuspendingJdk
  void closingIsToldAfterTheHandler(Jdk jdk) {
    run(jdk, ClosedMeanwhile.class).stdoutIs("ok");
  }

  @EveryJdk
  void everyEventMaySuspend(Jdk jdk) {
    run(jdk, EveryEvent.class).stdoutIs("ok");
  }

  @EveryJdk
  void aClientThatClosesItsSideGetsItsAnswer(Jdk jdk) {
    run(jdk, HalfClose.class, Rounds.atLeast(100), "nio").stdoutIs("ok");
  }

  @EveryJdk
  @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
  void aClientThatClosesItsSideGetsItsAnswerOnEpoll(Jdk jdk) {
    // The classes that go with the native part, before the ones that the tests are compiled with.
    ChildJvm child =
        ChildJvm.on(jdk)
            .agent(RULES)
            .optimised()
            .classPath(
                Jars.child("netty-transport-native-epoll-linux-x86_64"),
                Jars.child("netty-transport-classes-epoll"),
                Jars.child("netty-transport-native-unix-common"))
            .nativeAccess()
            .main(HalfClose.class);
    woven(jdk, child.arguments(Rounds.atLeast(100), "epoll").run()).stdoutIs("ok");
  }

  @EveryJdk
  void withoutTheAgentItDoesToo(Jdk jdk) {
    ChildJvm.on(jdk).main(HalfClose.class).arguments(100, "nio").run().succeeds().stdoutIs("ok");
  }

  @SuspendingJdk
  void messagesAreReleasedAfterTheHandler(Jdk jdk) {
    run(jdk, Release.class).stdoutIs("ok").stderrHasNo("LEAK");
  }

  @EveryJdk
  void theCalleeSeesTheContextClassLoader(Jdk jdk) {
    run(jdk, ContextLoader.class).stdoutIs("ok");
  }

  @InContainers
  @EveryJdk
  void manyConnectionsOnSeveralLoops(Jdk jdk) {
    ChildJvm child = ChildJvm.on(jdk).agent(RULES).optimised().main(Crowd.class);
    woven(jdk, child.arguments(40, Rounds.atLeast(50)).run()).stdoutIs("ok");
  }

  @EveryJdk
  void theInProcessTransport(Jdk jdk) {
    run(jdk, LocalTransport.class).stdoutIs("ok");
  }

  @EveryJdk
  void channelsThatTheirCallerDrives(Jdk jdk) {
    run(jdk, Embedded.class).stdoutIs("ok");
  }

  @EveryJdk
  void compressedHttp(Jdk jdk) {
    run(jdk, Compressed.class).stdoutIs("ok");
  }

  @SuspendingJdk
  void tasksAndTimersOfEventLoopClassesAreSuspended(Jdk jdk) {
    run(jdk, Task.class).stdoutIs("ok").report().has("3 calls: 3 suspended the handler");
  }

  @SuspendingJdk
  void aLoopThatIsShutDownLetsItsHandlerFinish(Jdk jdk) {
    run(jdk, ShutDown.class, "while it ends").stdoutIs("ok");
  }

  @SuspendingJdk
  void aHandlerWhoseLoopHasEndedIsFinished(Jdk jdk) {
    ChildJvm.on(jdk)
        .agent(RULES)
        .main(ShutDown.class)
        .arguments("after the loop has ended")
        .run()
        .exitsWith(0)
        .stdoutIs("ok")
        .stderrHas("[aos] an event loop was shut down under a suspended handler");
  }

  @SuspendingJdk
  void handlersOfAnOlderNettyAreSuspendedToo(Jdk jdk) {
    Run run = onOlderNetty(jdk).agent(RULES).run().succeeds();
    run.stdoutIs("netty-4.1-transport.jar\nok")
        .report()
        .has("netty: io.netty.channel.DefaultChannelPipeline$HeadContext.channelRead")
        .has("woven", "Backend.pass", "1 call: 1 suspended the handler")
        .has("woven", "Backend.load", "20 calls: 20 suspended the handler");
    run.check(!run.stderr().contains("can't be suspended"), "an entry got no guard");
  }

  private static ChildJvm onOlderNetty(Jdk jdk) {
    ChildJvm child =
        ChildJvm.on(jdk).main(OlderNetty.class).jvmArgument("-Dio.netty.noUnsafe=true");
    for (String part : new String[] {"common", "buffer", "resolver", "transport", "codec"}) {
      child.classPath(Jars.child("netty-4.1-" + part));
    }
    return child;
  }

  private static Run run(Jdk jdk, Class<?> fixture, Object... arguments) {
    return run(jdk, RULES, fixture, arguments);
  }

  private static Run run(Jdk jdk, String rules, Class<?> fixture, Object... arguments) {
    return woven(jdk, ChildJvm.on(jdk).agent(rules).main(fixture).arguments(arguments).run());
  }

  private static Run woven(Jdk jdk, Run run) {
    run.succeeds();
    run.report().has("woven", jdk.suspends() ? "suspended the handler" : "can't suspend handlers");
    return run;
  }
}
