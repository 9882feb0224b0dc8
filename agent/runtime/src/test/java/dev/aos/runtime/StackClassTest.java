package dev.aos.runtime;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is known of a class when it is given other code. */
class StackClassTest {

  private static final HoldingCode NOTHING =
      HoldingCode.known(Map.of(), Map.of(), Calls.of(List.of(), List.of()), false);

  /** A monitor at index 7 of {@code m}, which calls {@code run()} there. */
  private static final HoldingCode MONITOR =
      HoldingCode.known(
          Map.of("m", places(7)), Map.of(), Calls.of(Set.of("m()V"), Set.of("run()V")), false);

  /** The same at index 12. */
  private static final HoldingCode MOVED =
      HoldingCode.known(
          Map.of("m", places(12)), Map.of(), Calls.of(Set.of("m()V"), Set.of("run()V")), false);

  private static BitSet places(int index) {
    BitSet places = new BitSet();
    places.set(index);
    return places;
  }

  private static final class Changing {}

  private static final class Locking {}

  private static final class Below {}

  private static final class Above {}

  private static StackClass initialized(Class<?> type) throws Exception {
    Class.forName(type.getName(), true, type.getClassLoader());
    StackClass known = StackClass.of(type);
    known.mayBeInitializing(type);
    return known;
  }

  @Test
  void aClassThatHeldNothingMayHoldSomethingAfterwards() throws Exception {
    StackClass known = initialized(Changing.class);
    known.codeChanges(NOTHING);
    assertTrue(known.isHarmless());
    known.codeChanges(NOTHING.or(MONITOR));
    assertFalse(known.isHarmless());
  }

  @Test
  void aClassThatHeldNothingMayHoldSomethingWhenItTakesLocks() throws Exception {
    StackClass known = initialized(Locking.class);
    known.codeChanges(NOTHING);
    assertTrue(known.isHarmless());
    known.takesLocks();
    assertFalse(known.isHarmless());
  }

  @Test
  void whatHeldNothingUnderAClassMayDoSoWhenThatClassHasChanged() throws Exception {
    StackClass below = initialized(Below.class);
    StackClass above = initialized(Above.class);
    below.codeChanges(MONITOR);
    above.codeChanges(NOTHING);
    assertFalse(below.mayHoldUnder(Below.class, above));
    // It gets a guard, so that its method calls somebody now.
    above.codeChanges(
        HoldingCode.known(
            Map.of(), Map.of(), Calls.of(Set.of("run()V"), Set.of("other()V")), false));
    assertTrue(below.mayHoldUnder(Below.class, above));
  }

  @Test
  void framesOfEitherCodeMayHoldSomething() {
    HoldingCode either = MONITOR.or(MOVED);
    assertTrue(either.monitorAt("m", 7));
    assertTrue(either.monitorAt("m", 12));
    assertFalse(either.monitorAt("m", 8));
  }

  @Test
  void whatIsUnknownOfOneIsUnknownOfBoth() {
    assertFalse(MONITOR.or(HoldingCode.unknown()).monitorsKnown());
    assertTrue(MONITOR.or(HoldingCode.unknown()).hasNatives());
  }
}
