package dev.aos.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The figures of a site, before and after it is linked. */
class SiteTest {

  private final Site site = new Site(TestSite.at("C", "m", 1, "D.call", "default").settings());

  private List<Long> figures() {
    return List.of(
        site.calls(),
        site.suspensions(),
        site.blockings(),
        site.waitsForRoom(),
        site.rejections(),
        site.workerNanos(),
        site.direct(DirectReason.OFF_LOOP),
        site.direct(DirectReason.MONITOR_HELD));
  }

  @Test
  void siteThatWasNeverLinkedHasNoCalls() {
    assertEquals(List.of(0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L), figures());
    assertEquals(List.of(), site.held());
  }

  @Test
  void siteCountsWhatItsLinkedCallsCount() {
    SiteCounters counters = site.linked();
    counters.countSuspension();
    counters.countSuspension();
    counters.countWaitForRoom();
    counters.countWorkerNanos(70);
    counters.countBlocking();
    counters.countRejection();
    counters.countDirect(DirectReason.OFF_LOOP);
    counters.countHeld(new Holding(DirectReason.MONITOR_HELD, "C.m:1"));
    assertEquals(List.of(6L, 2L, 1L, 1L, 1L, 70L, 1L, 1L), figures());
    assertEquals(List.of(new Site.Held(DirectReason.MONITOR_HELD, "C.m:1", 1)), site.held());
  }

  @Test
  void siteThatIsLinkedAgainGoesOnCounting() {
    site.linked().countSuspension();
    assertSame(site.linked(), site.linked());
    site.linked().countSuspension();
    assertEquals(2, site.suspensions());
    assertSame(site, site.linked().site());
  }
}
