package dev.aos.it.difference;

import dev.aos.it.difference.library.Entry;
import dev.aos.it.difference.library.Frames;
import dev.aos.it.difference.library.Places;
import dev.aos.it.fixture.support.ClassFileLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Runs programs, each as it is and woven, one at a time. */
final class Trial {

  private static final List<Handler.Input> INPUTS =
      List.of(
          new Handler.Input(1, 2, "in", 0),
          new Handler.Input(-7, 1L << 40, "put", 25),
          new Handler.Input(Integer.MAX_VALUE, -3, "", 120));
  private static final int MORE = 12;

  private static final Names PLAIN = new Names(Frames.PLAIN);
  private static final Names WOVEN = new Names(Frames.WOVEN);

  private static final int PATIENCE_SECONDS = 20;

  private final Supplier<Executor> loops;
  private final UnaryOperator<byte[]> change;
  private final List<Handler.Input> inputs;
  private final int patienceSeconds;
  private final List<Places> places = new ArrayList<>();
  private Executor loop;

  /**
   * @param loops makes loops where programs run; a new one is made when a program hangs
   * @param change what is done to the class files that are to be woven, before they are
   */
  Trial(Supplier<Executor> loops, UnaryOperator<byte[]> change) {
    this(loops, change, INPUTS, PATIENCE_SECONDS);
  }

  private Trial(
      Supplier<Executor> loops,
      UnaryOperator<byte[]> change,
      List<Handler.Input> inputs,
      int patienceSeconds) {
    this.loops = loops;
    this.change = change;
    this.inputs = inputs;
    this.patienceSeconds = patienceSeconds;
    this.loop = loops.get();
  }

  /**
   * A trial with more inputs, so that other calls fail as well: when a program is changed only
   * slightly, the calls that fail are others.
   */
  Trial thorough() {
    List<Handler.Input> more = new ArrayList<>(INPUTS);
    for (int i = 1; i <= MORE; i++) {
      more.add(new Handler.Input(i, i * 1_000_003L, "more", i * 50));
    }
    return new Trial(loops, change, more, patienceSeconds);
  }

  /** A trial for a search that goes through many programs of which each may hang. */
  Trial impatient() {
    return new Trial(loops, change, inputs, 1);
  }

  /**
   * In what a program differs when it is woven; empty if in nothing.
   *
   * @throws InvalidProgram if the program can't even be run as it is
   */
  String difference(Program program) {
    List<Outcome> plain = new ArrayList<>();
    try {
      run(program, PLAIN, UnaryOperator.identity(), plain);
    } catch (LinkageError | Handler.NeverEnded wrong) {
      throw new InvalidProgram("as it is: " + wrong);
    }
    List<Outcome> woven = new ArrayList<>();
    places.clear();
    try {
      run(program, WOVEN, change, woven);
    } catch (LinkageError | Handler.NeverEnded wrong) {
      return "woven: " + wrong;
    }
    return Outcome.difference(plain, woven);
  }

  /** Whether a program differs; one that can't be run does not. */
  boolean differs(Program program) {
    try {
      return !difference(program).isEmpty();
    } catch (InvalidProgram tooSmall) {
      return false;
    }
  }

  /** Where the calls of the last woven program ran. */
  List<Places> places() {
    return places;
  }

  private void run(
      Program program, Names names, UnaryOperator<byte[]> changed, List<Outcome> into) {
    Map<String, byte[]> classes = compile(program, names);
    classes.replaceAll((name, bytes) -> changed.apply(bytes));
    ClassFileLoader loader = new ClassFileLoader(classes);
    try {
      Entry entry =
          (Entry)
              loader
                  .loadClass(names.main().replace('/', '.'))
                  .getDeclaredConstructor()
                  .newInstance();
      Class<?> self = Class.forName(names.self().replace('/', '.'), false, loader);
      // Without it a class that can't be verified would look like a program that throws.
      var unused = self.getDeclaredMethods();
      for (Handler.Input input : inputs) {
        Handler handler = new Handler(entry, input, self);
        loop.execute(handler);
        into.add(handler.await(patienceSeconds));
        places.add(handler.log().places());
      }
    } catch (Handler.NeverEnded hanging) {
      loop = loops.get();
      throw hanging;
    } catch (ReflectiveOperationException | InterruptedException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Map<String, byte[]> compile(Program program, Names names) {
    try {
      return ProgramCompiler.compile(program, names);
    } catch (RuntimeException wrong) {
      // Of a program that was shrunk too much anything can be wrong.
      throw new InvalidProgram(wrong.toString());
    }
  }
}
