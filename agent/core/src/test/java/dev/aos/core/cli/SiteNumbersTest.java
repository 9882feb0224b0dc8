package dev.aos.core.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aos.core.report.WeaveLog.ClassKey;
import dev.aos.core.weave.PlannedSite;
import dev.aos.runtime.CallPolicy;
import dev.aos.runtime.Declared;
import dev.aos.runtime.OrderSettings;
import dev.aos.runtime.SiteSettings;
import dev.aos.runtime.WhenFull;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A site that is woven again. */
class SiteNumbersTest {

  private static final ClassKey TYPE = new ClassKey(1, "com.acme.A");
  private static final ClassKey OF_OTHER_LOADER = new ClassKey(2, "com.acme.A");

  private final SiteNumbers numbers = new SiteNumbers();

  private static SiteSettings settings(String executor) {
    return new SiteSettings(
        0,
        "com.acme.A",
        "m",
        7,
        "com.acme.B.b",
        executor,
        WhenFull.WAIT,
        SiteSettings.Dispatching.SUSPEND,
        SiteSettings.LaneWidth.CHANNEL,
        false,
        OrderSettings.none(),
        CallPolicy.BUILT_IN,
        Declared.NEITHER,
        Optional.empty());
  }

  private static PlannedSite site() {
    return new PlannedSite(
        null,
        null,
        "com.acme.A",
        "m",
        "()V",
        7,
        null,
        Declared.NEITHER,
        Optional.empty(),
        Optional.empty());
  }

  private List<Integer> weave(ClassKey type, PlannedSite one, PlannedSite two, String executor) {
    SiteNumbers.Weaving weaving = numbers.begin(type);
    List<Integer> given =
        List.of(numbers.number(one, settings(executor)), numbers.number(two, settings(executor)));
    numbers.end(weaving);
    numbers.add(weaving);
    return given;
  }

  @Test
  void keepsItsNumberIfItIsAsItWas() {
    List<Integer> first = weave(TYPE, site(), site(), "default");
    assertNotEquals(first.get(0), first.get(1));
    assertEquals(first, weave(TYPE, site(), site(), "default"));
  }

  @Test
  void getsAnotherIfItIsOtherwiseOrOfAnotherLoader() {
    List<Integer> first = weave(TYPE, site(), site(), "default");
    assertNotEquals(first, weave(TYPE, site(), site(), "other"));
    assertNotEquals(first, weave(OF_OTHER_LOADER, site(), site(), "default"));
  }

  @Test
  void isAnEarlierOneWhenItsClassIsWovenOtherwise() {
    PlannedSite one = site();
    PlannedSite two = site();
    weave(TYPE, one, two, "default");
    assertTrue(numbers.earlier().isEmpty());
    dev.aos.runtime.Site before = numbers.of(one).orElseThrow();
    weave(TYPE, site(), site(), "other");
    numbers.remove(List.of(one, two));
    assertEquals(Optional.empty(), numbers.of(one));
    assertEquals(2, numbers.earlier().size());
    assertSame(before, numbers.earlier().contains(before) ? before : null);
  }
}
