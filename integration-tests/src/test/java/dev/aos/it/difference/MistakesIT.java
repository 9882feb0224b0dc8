package dev.aos.it.difference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The search for differences finds some, and shows them in small programs. Without the agent. */
// One program runs at a time.
@Execution(ExecutionMode.SAME_THREAD)
class MistakesIT {

  private static final int ENOUGH = 1000;
  private static final int FEW = 6;

  @ParameterizedTest
  @EnumSource
  void aMistakeIsFoundAndShownInFewStatements(Mistake mistake) {
    long seed = System.nanoTime();
    Trial trial = new Trial(Loop.start(), mistake);
    for (int number = 0; number < ENOUGH; number++) {
      Program program = ProgramGenerator.generate(seed, number);
      if (trial.differs(program)) {
        Trial thorough = trial.thorough();
        Program smallest =
            new Shrinker(thorough::differs, TimeUnit.SECONDS.toNanos(30)).shrink(program);
        String text = mistake + " with seed " + seed + ":\n" + ProgramText.write(smallest);
        assertTrue(thorough.differs(smallest), text);
        assertTrue(statements(smallest) <= FEW, text);
        return;
      }
    }
    throw new AssertionError(mistake + " was not found with seed " + seed);
  }

  @Test
  void aProgramThatNobodyChangesIsTheSame() {
    long seed = System.nanoTime();
    Trial trial = new Trial(Loop.start(), UnaryOperator.identity());
    for (int number = 0; number < 50; number++) {
      Program program = ProgramGenerator.generate(seed, number);
      assertEquals("", trial.difference(program), "seed " + seed + ", program " + number);
    }
  }

  @Test
  void aProgramIsReadAsItWasWritten() {
    long seed = System.nanoTime();
    for (int number = 0; number < 50; number++) {
      Program program = ProgramGenerator.generate(seed, number);
      assertEquals(program, ProgramGenerator.generate(seed, number), "seed " + seed);
      assertEquals(program, ProgramText.read(ProgramText.write(program)), "seed " + seed);
    }
  }

  private static long statements(Program program) {
    return Tree.nodes(program).filter(Statement.class::isInstance).count();
  }
}
