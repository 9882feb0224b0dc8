package dev.aos.core.cli;

import dev.aos.core.held.RunningClasses;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.Optional;

/**
 * Has classes that are loaded transformed once more. The transformer asks it whether that is AOS's
 * own doing: what other agents do is another matter.
 */
final class Retransformer implements RunningClasses {

  /** What is done to each class. */
  interface Step {

    /**
     * Gives a class's new bytes.
     *
     * @param type the class
     * @param classFile its class file without what AOS has woven
     * @return null if it is to be as that class file says
     */
    byte[] transform(Class<?> type, byte[] classFile);
  }

  /** No class file: a transformation that meets it comes to nothing. */
  private static final byte[] BROKEN = {0};

  private final Instrumentation instrumentation;

  /** The step of the thread that transforms; the JVM calls transformers on the same one. */
  private final ThreadLocal<Step> steps = new ThreadLocal<>();

  Retransformer(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  /** What this thread does to classes; null if it is not AOS that transforms. */
  Step current() {
    return steps.get();
  }

  /**
   * Transforms classes, all or none.
   *
   * @throws UnmodifiableClassException if the JVM lets one of them never be changed
   * @throws LinkageError if one can't be linked, or its new bytes are not accepted
   */
  void retransform(Step step, Class<?>... types) throws UnmodifiableClassException {
    Step outer = steps.get();
    steps.set(step);
    try {
      instrumentation.retransformClasses(types);
    } finally {
      steps.set(outer);
    }
  }

  /**
   * The class file of a class as the JVM has it, without what AOS has woven. The JVM shows it only
   * to those who transform the class; so this begins to, with a class of its own behind it that
   * can't be transformed. Then the JVM gives up before it has changed or stopped anything.
   *
   * @return empty if the JVM does not tell
   */
  @Override
  public Optional<byte[]> classFile(Class<?> type) {
    if (!instrumentation.isModifiableClass(type)) {
      return Optional.empty();
    }
    Inquiry inquiry = new Inquiry(type);
    try {
      retransform(inquiry, type, Last.class);
    } catch (Throwable intended) {
      // It is what ends the transformation; or the class can't be linked, and then nothing is
      // known.
    }
    return Optional.ofNullable(inquiry.found);
  }

  private static final class Inquiry implements Step {
    private final Class<?> type;
    private byte[] found;

    Inquiry(Class<?> type) {
      this.type = type;
    }

    @Override
    public byte[] transform(Class<?> transformed, byte[] classFile) {
      if (transformed == type) {
        found = classFile;
        return null;
      }
      return BROKEN;
    }
  }

  /** The class that can't be transformed. */
  private static final class Last {
    private Last() {}
  }
}
