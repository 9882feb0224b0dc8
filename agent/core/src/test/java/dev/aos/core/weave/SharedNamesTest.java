package dev.aos.core.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import com.acme.web.StaticCalls;
import dev.aos.core.match.TestRules;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A program may have a million sites, and what is listed of them is kept as long as it runs. */
class SharedNamesTest {

  private final ClassWeaver weaver =
      Program.weaver(
          TestRules.rules()
              .eventLoop("com.acme.web.**")
              .offload("com.acme.api.Files.read", "com.acme.api.Files.join")
              .keep("com.acme.api.Files.join")
              .build(),
          new TestRegistry());

  private WeaveResult.Woven weave() {
    return (WeaveResult.Woven)
        weaver.weave(getClass().getClassLoader(), null, OldStyle.bytes(StaticCalls.class));
  }

  @Test
  void sitesThatAreWovenShareTheirNames() {
    List<PlannedSite> sites = weave().sites();
    List<PlannedSite> others = weave().sites();
    assertEquals(sites, others);
    for (int i = 0; i < sites.size(); i++) {
      PlannedSite site = sites.get(i);
      PlannedSite other = others.get(i);
      assertNotSame(site, other);
      assertSame(site.className(), other.className());
      assertSame(site.method(), other.method());
      assertSame(site.methodDescriptor(), other.methodDescriptor());
      assertSame(site.call().owner(), other.call().owner());
      assertSame(site.call().name(), other.call().name());
      assertSame(site.call().descriptor(), other.call().descriptor());
    }
  }

  @Test
  void sitesThatAreLeftAloneShareTheirNamesAndReasons() {
    SkippedSite site = weave().skipped().get(0);
    SkippedSite other = weave().skipped().get(0);
    assertEquals(site, other);
    assertSame(site.className(), other.className());
    assertSame(site.method(), other.method());
    assertSame(site.call().owner(), other.call().owner());
    assertSame(site.reason(), other.reason());
  }
}
