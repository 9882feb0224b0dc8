package dev.aos.it.difference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aos.it.fixture.support.Loop;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.objectweb.asm.Opcodes;

/** The search for differences finds some, and shows them in small programs. Without the agent. */
// One program runs at a time.
@Execution(ExecutionMode.SAME_THREAD)
class MistakesIT {

  private static final int ENOUGH = 1000;
  private static final int FEW = 6;

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OTHER_THREAD")
  void aMistakeIsFoundAndShownInFewStatements(Mistake mistake) {
    long seed = System.nanoTime();
    Trial trial = new Trial(Loop::start, mistake);
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

  @ParameterizedTest
  @EnumSource
  void aCallOnAnotherThreadIsFoundWhereSomethingIsHeld(Statement.Lock lock) {
    Trial trial = new Trial(Loop::start, Mistake.OTHER_THREAD).impatient();
    Statement effect =
        new Statement.Evaluate(
            List.of(),
            new Expression.Call(
                "Library.effect(J)V",
                Expression.Form.NAME,
                List.of(new Expression.Constant(Kind.LONG, 1))));
    assertTrue(trial.differs(withConstructor(new Statement.Locked(lock, List.of(effect)))));
  }

  /** A program that makes an object whose constructor does something. */
  private static Program withConstructor(Statement statement) {
    Expression created = new Expression.CreateSelf(Expression.Shape.PLAIN, List.of());
    Program.Method first =
        new Program.Method(
            "first",
            Program.Sort.STATIC,
            false,
            false,
            Program.INPUT,
            Kind.LONG,
            List.of(new Statement.Evaluate(List.of(Kind.SELF), created)));
    Program.Constructor constructor =
        new Program.Constructor(
            false, List.of(), List.of(), "Base.<init>()V", List.of(), List.of(statement));
    return new Program(Opcodes.V17, List.of(first), constructor, List.of());
  }

  @Test
  void aProgramThatNobodyChangesIsTheSame() {
    long seed = System.nanoTime();
    Trial trial = new Trial(Loop::start, UnaryOperator.identity());
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
