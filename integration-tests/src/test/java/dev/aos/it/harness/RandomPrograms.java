package dev.aos.it.harness;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Random programs in child JVMs, each as it is and woven. {@code -Daos.seed=SEED} repeats a run.
 */
public final class RandomPrograms {

  private static final long SEED = Long.getLong("aos.seed", System.nanoTime());

  private final Class<?> main;
  private final int inOneJvm;
  private final Pattern counts;

  /**
   * @param main takes the seed, the number of the first program, and how many there are
   * @param inOneJvm the most: the agent keeps something of each call site
   * @param counts what it prints of them
   */
  public RandomPrograms(Class<?> main, int inOneJvm, Pattern counts) {
    this.main = main;
    this.inOneJvm = inOneJvm;
    this.counts = counts;
  }

  /**
   * Runs so many.
   *
   * @param check what else must hold after each JVM
   * @param more arguments after the first three
   */
  public void run(Jdk jdk, String rules, int programs, Consumer<Batch> check, String... more) {
    for (int first = 0; first < programs; first += inOneJvm) {
      int count = Math.min(inOneJvm, programs - first);
      System.out.println(jdk + ": seed " + SEED + ", " + count + " programs from " + first);
      Run run =
          ChildJvm.on(jdk)
              .agent(rules)
              .classPath(Jars.asm())
              // Code that runs once is not worth a better compiler.
              .jvmArgument("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
              .main(main)
              .arguments(SEED, first, count)
              .arguments((Object[]) more)
              .timeout(Duration.ofMinutes(15))
              .run()
              .succeeds();
      Matcher found = counts.matcher(run.stdout());
      run.check(found.find(), "no counts on stdout");
      System.out.print(run.stdout());
      check.accept(new Batch(run, count, found));
    }
  }

  /** The programs of one JVM. */
  public static final class Batch {

    private final Run run;
    private final int programs;
    private final Matcher counts;

    private Batch(Run run, int programs, Matcher counts) {
      this.run = run;
      this.programs = programs;
      this.counts = counts;
    }

    /** How many there had to be. */
    public int programs() {
      return programs;
    }

    /** A count that was printed, by its name in the pattern. */
    public long count(String name) {
      return Long.parseLong(counts.group(name));
    }

    /** A check of the caller's own. */
    public Batch check(boolean holds, String otherwise) {
      run.check(holds, otherwise);
      return this;
    }
  }
}
