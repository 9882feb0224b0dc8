package dev.aos.it.difference;

import dev.aos.it.difference.library.Frames;
import dev.aos.it.difference.library.Places;
import dev.aos.it.fixture.support.Loop;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Runs the programs that are kept, then random ones, and stops at the first one that comes to
 * something else when it is woven. That one is shrunk, and left in the working directory.
 *
 * <p>Arguments: seed, number of the first program, number of programs, and {@link #SCHEDULED} if
 * the loop is to be a scheduled executor.
 */
public final class Difference {

  /** The loop is a scheduled executor. */
  public static final String SCHEDULED = "scheduled";

  private static final long SHRINKING_SECONDS = 60;

  private final Trial trial;
  private final Trial thorough;
  private int programs;
  private int onWorkers;
  private int held;
  private int direct;

  private Difference(Supplier<Executor> loops) {
    this.trial = new Trial(loops, UnaryOperator.identity());
    this.thorough = trial.thorough();
  }

  public static void main(String[] arguments) throws Exception {
    long seed = Long.parseLong(arguments[0]);
    int first = Integer.parseInt(arguments[1]);
    int count = Integer.parseInt(arguments[2]);
    boolean scheduled = arguments.length > 3 && arguments[3].equals(SCHEDULED);
    Difference difference = new Difference(scheduled ? Difference::scheduledExecutor : Loop::start);
    for (Path file : kept()) {
      Program program = ProgramText.read(Files.readString(file));
      difference.check(difference.thorough, file.getFileName().toString(), program);
    }
    Path current = Path.of("current.txt");
    for (int number = first; number < first + count; number++) {
      String name = "seed " + seed + ", program " + number;
      // Should the JVM end here, this says where.
      Files.writeString(current, name);
      difference.check(difference.trial, name, ProgramGenerator.generate(seed, number));
    }
    difference.printCounts();
  }

  private static Executor scheduledExecutor() {
    return Executors.newSingleThreadScheduledExecutor(
        task -> {
          Thread thread = new Thread(task, "scheduled loop");
          thread.setDaemon(true);
          return thread;
        });
  }

  private static List<Path> kept() throws IOException, URISyntaxException {
    Path folder = Path.of(Difference.class.getResource("/difference").toURI());
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
    }
  }

  private void check(Trial trial, String name, Program program) throws IOException {
    String difference = trial.difference(program);
    if (!difference.isEmpty()) {
      tell(name, program, difference);
      System.exit(1);
    }
    programs++;
    for (Places places : trial.places()) {
      onWorkers += places.onWorkers();
      held += places.held();
      direct += places.direct();
    }
  }

  private void printCounts() {
    System.out.printf(
        "%d programs, %d calls on workers, %d held, %d direct%n",
        programs, onWorkers, held, direct);
  }

  /** Says what was found, with the smallest program that shows it. */
  private void tell(String name, Program program, String difference) throws IOException {
    Files.writeString(Path.of("found.txt"), ProgramText.write(program));
    System.out.println(name + " differs:\n" + difference);
    Program smallest =
        new Shrinker(thorough.impatient()::differs, TimeUnit.SECONDS.toNanos(SHRINKING_SECONDS))
            .shrink(program);
    String text = ProgramText.write(smallest);
    Files.writeString(Path.of("shrunk.txt"), "# " + name + "\n" + text);
    Map<String, byte[]> classes = ProgramCompiler.compile(smallest, new Names(Frames.WOVEN));
    for (Map.Entry<String, byte[]> entry : classes.entrySet()) {
      Path file = Path.of(entry.getKey() + ".class");
      Files.createDirectories(file.getParent());
      Files.write(file, entry.getValue());
    }
    System.out.println("shrunk:\n" + text + thorough.difference(smallest));
  }
}
