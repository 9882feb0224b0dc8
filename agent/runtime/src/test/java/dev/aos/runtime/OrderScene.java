package dev.aos.runtime;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A loop on which lanes call receivers. */
abstract class OrderScene {

  TestLoop loop;

  @BeforeAll
  static void open() {
    String obstacle = Continuations.probe();
    assumeTrue(obstacle.isEmpty(), () -> "handlers can't be suspended: " + obstacle);
    TestHousekeeper.start();
    Capabilities.setSuspends(true);
  }

  @BeforeEach
  void start() {
    loop = new TestLoop();
  }

  @AfterEach
  void stop() {
    loop.close();
    ReceiverTypes.set(new ReceiverTypes(name -> false, Map.of()));
  }

  static TestReceiver.Site stateful() {
    return TestReceiver.Site.of(OrderSettings.Kind.STATEFUL_RECEIVER, "aos.yaml:1:1");
  }

  /** A lane of that name calls, and logs that it got its answer. */
  void call(TestReceiver.Site site, TestReceiver receiver, String name) throws Exception {
    loop.event(
        name,
        () -> {
          String got;
          try {
            got = site.use(receiver, name);
          } catch (OutOfMemoryError failed) {
            got = "error " + failed.getMessage();
          }
          loop.log(got);
        });
  }
}
