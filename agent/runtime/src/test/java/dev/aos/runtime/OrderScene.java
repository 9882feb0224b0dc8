package dev.aos.runtime;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** A loop on which lanes call receivers. */
abstract class OrderScene extends OnOneLoop {

  @AfterEach
  void forgetTypes() {
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
