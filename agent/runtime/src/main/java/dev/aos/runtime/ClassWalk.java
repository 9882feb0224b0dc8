package dev.aos.runtime;

import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The first look at a stack: at the classes of its frames alone, which from JDK 22 on is to be had
 * for half of what frames with methods cost. It says "nothing is held" where that shows already, as
 * it does on most stacks; {@link Guard} looks at the rest.
 */
// Nobody calls the two default methods that javac of JDK 25 finds alike.
@SuppressWarnings("overloads")
final class ClassWalk implements Function<Stream<StackFrame>, Boolean>, Consumer<StackFrame> {

  /** The walkers fetch so many frames at once; each further fetch costs as much as ten frames. */
  private static final int STEP = 16;

  /** For 16, 32, … frames; empty where frames can't be had without their methods. */
  private static final StackWalker[] WALKERS = walkers(12);

  /** How deep the last stack was: a guess at the next one's depth, by whatever thread. */
  private static int lastDepth = 4 * STEP;

  /**
   * A platform thread begins in one or two methods of {@code Thread} that hold nothing. Frames of
   * that class anywhere else are looked at by their methods.
   */
  private static final int FRAMES_OF_THREAD = 2;

  private StackClass above;
  private boolean sure = true;
  private int framesOfThread;
  private int depth;

  private ClassWalk() {}

  /** Whether it shows at once that this thread holds nothing. */
  static boolean holdsNothing() {
    if (WALKERS.length == 0 || StackClass.areClassFilesDistrusted()) {
      return false;
    }
    ClassWalk walk = new ClassWalk();
    int fits = Math.min(lastDepth / STEP, WALKERS.length - 1);
    boolean nothing = WALKERS[fits].walk(walk);
    lastDepth = walk.depth;
    return nothing;
  }

  private static StackWalker[] walkers(int count) {
    Set<Option> options = EnumSet.of(Option.RETAIN_CLASS_REFERENCE, Option.SHOW_HIDDEN_FRAMES);
    try {
      options.add(Option.valueOf("DROP_METHOD_INFO"));
    } catch (IllegalArgumentException older) {
      return new StackWalker[0];
    }
    StackWalker[] walkers = new StackWalker[count];
    for (int number = 0; number < count; number++) {
      walkers[number] = StackWalker.getInstance(options, (number + 1) * STEP);
    }
    return walkers;
  }

  @Override
  public Boolean apply(Stream<StackFrame> frames) {
    // To the end also when it is no longer sure, which is rare: leaving earlier costs each frame
    // more.
    frames.spliterator().forEachRemaining(this);
    return sure;
  }

  @Override
  public void accept(StackFrame frame) {
    depth++;
    if (!sure) {
      return;
    }
    Class<?> type = frame.getDeclaringClass();
    if (type == Thread.class) {
      sure = ++framesOfThread <= FRAMES_OF_THREAD;
      return;
    }
    StackClass known = StackClass.of(type);
    sure = framesOfThread == 0 && (known.isHarmless() || holdsNothing(type, known));
    above = known;
  }

  private boolean holdsNothing(Class<?> type, StackClass known) {
    return known.kind() == StackClass.Kind.CONTINUATION
        || above != null && !known.mayHoldUnder(type, above);
  }
}
