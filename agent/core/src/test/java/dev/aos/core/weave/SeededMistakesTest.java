package dev.aos.core.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.web.Constructors;
import com.acme.web.Guarded;
import com.acme.web.Handlers;
import com.acme.web.Loops;
import com.acme.web.ReceiverCalls;
import com.acme.web.StaticCalls;
import dev.aos.core.match.TestRules;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every mistake that can be made in a woven method is made in each method that has a place for it,
 * one at a time. Whatever the JVM says to it, the verifier refuses the class: the whole one, and
 * what there is of it on a JDK before 24.
 */
class SeededMistakesTest {

  private static final List<Weaving> WOVEN = woven();

  private static List<Weaving> woven() {
    TestRules rules =
        TestRules.rules()
            .offload("com.acme.api.**", "com.acme.api.Note.new")
            .offload("com.acme.web.ReceiverCalls.secret")
            .exclusive("com.acme.web.Handlers.onExclusive*")
            .entry("com.acme.web.Handlers.on*")
            .entry("com.acme.web.Guarded.on*")
            .entryWithResult("com.acme.web.Loops.onFluent")
            .entryWithResult("com.acme.web.Loops.onArray")
            .entryWithResult("com.acme.web.Loops.onLoopHead")
            .shutdown("com.acme.web.Loops.end")
            .shutdown("com.acme.web.Loops.tryToEnd")
            .resumePoint("java.util.Iterator+.next");
    rules.eventLoop("**");
    List<Weaving> weavings = new ArrayList<>();
    for (Class<?> type :
        List.of(
            StaticCalls.class,
            ReceiverCalls.class,
            Constructors.class,
            Handlers.class,
            Loops.class,
            Guarded.class)) {
      weavings.add(Weaving.of(rules, OldStyle.bytes(type)));
    }
    return weavings;
  }

  static List<Mistake> refusedWhenVerified() {
    return Stream.of(FrameMistakes.refused(), StackMistakes.refused(), OtherMistakes.refused())
        .flatMap(Collection::stream)
        .toList();
  }

  static List<Mistake> refusedWhenLinked() {
    return HandleMistakes.refused();
  }

  static List<Mistake> accepted() {
    return Stream.of(
            FrameMistakes.accepted(),
            StackMistakes.accepted(),
            HandleMistakes.accepted(),
            OtherMistakes.accepted())
        .flatMap(Collection::stream)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("refusedWhenVerified")
  void what_the_jvm_refuses_is_caught(Mistake mistake) {
    forEachPlace(mistake, seeded -> assertTrue(seeded.jvm().refuses(), "the JVM takes it"));
  }

  @ParameterizedTest
  @MethodSource("refusedWhenLinked")
  void what_the_jvm_refuses_to_link_is_caught(Mistake mistake) {
    forEachPlace(
        mistake, seeded -> assertTrue(seeded.jvm().refusesOrCannotLink(), "the JVM links it"));
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void what_the_jvm_accepts_is_caught(Mistake mistake) {
    forEachPlace(
        mistake, seeded -> assertEquals(Optional.empty(), seeded.jvm().complaint(), "the JVM"));
  }

  @Test
  void there_are_many_mistakes() {
    int places = 0;
    for (Mistake mistake :
        Stream.of(refusedWhenVerified(), refusedWhenLinked(), accepted())
            .flatMap(Collection::stream)
            .toList()) {
      places += seeded(mistake).size();
    }
    assertTrue(places > 2_500, places + " seeded classes");
  }

  @Test
  void without_a_mistake_nothing_is_caught_and_every_call_site_is_linked() {
    for (Weaving weaving : WOVEN) {
      JvmCheck jvm = new JvmCheck(weaving.woven());
      assertEquals(Optional.empty(), jvm.complaint());
      assertEquals(Optional.empty(), jvm.linkComplaint());
      for (WovenClassVerifier verifier : WovenClassVerifierTest.verifiers()) {
        assertEquals(Optional.empty(), weaving.complaintOf(verifier));
      }
    }
  }

  /** A woven class with one mistake in it. */
  private record Seeded(Weaving weaving, MethodPlan method) {

    JvmCheck jvm() {
      return new JvmCheck(weaving.woven());
    }

    @Override
    public String toString() {
      return weaving.plan().declarations().name() + "." + method.name() + method.descriptor();
    }
  }

  private interface Expectation {
    void check(Seeded seeded);
  }

  private static void forEachPlace(Mistake mistake, Expectation expectation) {
    List<Seeded> places = seeded(mistake);
    List<String> missed = new ArrayList<>();
    for (Seeded seeded : places) {
      try {
        expectation.check(seeded);
      } catch (AssertionError unexpected) {
        missed.add(seeded + ": " + unexpected.getMessage());
      }
      List<WovenClassVerifier> verifiers = WovenClassVerifierTest.verifiers();
      for (WovenClassVerifier verifier : verifiers) {
        if (seeded.weaving().complaintOf(verifier).isEmpty()) {
          missed.add(seeded + ": not caught by verifier " + verifiers.indexOf(verifier));
        }
      }
    }
    assertEquals(List.of(), missed);
    assertTrue(!places.isEmpty(), "there is no place for it");
  }

  private static List<Seeded> seeded(Mistake mistake) {
    List<Seeded> places = new ArrayList<>();
    for (Weaving weaving : WOVEN) {
      for (MethodPlan method : weaving.plan().methods()) {
        mistake
            .seeded(weaving.woven(), method)
            .ifPresent(bytes -> places.add(new Seeded(weaving.withWoven(bytes), method)));
      }
    }
    return places;
  }
}
