package dev.aos.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is said when calls that meet in one object wait. */
@Timeout(20)
class OrderIncidentsTest extends OrderScene {

  @Test
  void aDirectCallWaitsForTheReceiver() throws Exception {
    TestReceiver.Site site = stateful();
    TestReceiver receiver = new TestReceiver();
    call(site, receiver, "1");
    receiver.awaitBegun(1);
    Thread thread = loop.thread();
    Thread helper =
        new Thread(
            () -> {
              // Once the loop waits, the dispatched call may end.
              while (thread.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
              }
              receiver.letEnd("1", "2");
            });
    helper.start();
    // Outside every entry, so it runs directly.
    loop.onLoop(() -> loop.log("direct " + site.use(receiver, "2")));
    helper.join();
    assertEquals(1, receiver.most());
    loop.awaitLog("direct 2", "1");
    assertIncident("kept its loop waiting", site);
  }

  @Test
  void aDirectCallDoesNotWaitForEver() throws Exception {
    TestReceiver.Site site = stateful();
    TestReceiver receiver = new TestReceiver();
    call(site, receiver, "1");
    receiver.awaitBegun(1);
    receiver.letEnd("2", "3");
    long start = System.nanoTime();
    loop.onLoop(() -> loop.log("direct " + site.use(receiver, "2")));
    long first = System.nanoTime() - start;
    // Once is enough: the next one does not wait for the same call.
    loop.onLoop(() -> loop.log("direct " + site.use(receiver, "3")));
    long second = System.nanoTime() - start - first;
    receiver.letEnd("1");
    loop.awaitLog("direct 2", "direct 3", "1");
    assertTrue(first >= 1_000_000_000L, "waited for " + first);
    assertTrue(second < 1_000_000_000L, "waited for " + second);
    assertIncident("ran directly while a dispatched call was using", site);
  }

  @Test
  void callsThatWaitLongerThanTheyRunAreReportedOnce() throws Exception {
    TestReceiver.Site site = stateful();
    TestReceiver receiver = new TestReceiver();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      names.add("" + i);
    }
    loop.event(
        "gate",
        () -> {
          for (String name : names) {
            loop.enter(name, () -> loop.log(site.use(receiver, name)));
          }
        });
    // The first one runs until all wait: how long they do is no matter of how fast this machine is.
    receiver.letEnd(names.toArray(new String[0]));
    loop.awaitLog(names);
    List<String> advice = advice(site);
    while (advice.isEmpty()) {
      // The last call is counted after its handler has been told.
      TimeUnit.MICROSECONDS.sleep(100);
      advice = advice(site);
    }
    assertEquals(
        List.of(
            "calls on one dev.aos.runtime.TestReceiver wait for each other longer than they run; if"
                + " they may overlap, add `thread-safe: [dev.aos.runtime.TestReceiver]`, or"
                + " `order: none` to the rule at aos.yaml:1:1: TestReceiver.use at "
                + site.site().settings().place()),
        advice);
  }

  private static List<String> advice(TestReceiver.Site site) {
    return Incidents.all().stream()
        .filter(line -> line.contains("wait for each other"))
        .filter(line -> line.endsWith(site.site().settings().place()))
        .toList();
  }

  private static void assertIncident(String words, TestReceiver.Site site) {
    assertTrue(
        Incidents.all().stream()
            .anyMatch(
                line -> line.contains(words) && line.endsWith(site.site().settings().place())),
        () -> "no incident with: " + words + ": " + Incidents.all());
  }
}
