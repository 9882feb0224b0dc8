package dev.aos.core.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.web.Constructors;
import com.acme.web.Loops;
import com.acme.web.ReceiverCalls;
import com.acme.web.StaticCalls;
import dev.aos.core.match.TestRules;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.matcher.ElementMatchers;
import org.jacoco.core.instr.Instrumenter;
import org.jacoco.core.runtime.LoggerRuntime;
import org.jacoco.core.runtime.RuntimeData;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Classes that another agent has been at do woven what they did after it. */
class RewrittenClassesTest {

  private static final TestRules RULES =
      TestRules.rules()
          .eventLoop("com.acme.web.**")
          .offload("com.acme.api.**", "com.acme.api.Note.new")
          .entry("com.acme.web.Loops.onEnd")
          .entryWithResult("com.acme.web.Loops.on*")
          .resumePoint("java.util.Iterator+.next");

  static List<Class<?>> classes() {
    return List.of(StaticCalls.class, ReceiverCalls.class, Constructors.class, Loops.class);
  }

  @ParameterizedTest
  @MethodSource("classes")
  void class_with_advice_of_byte_buddy(Class<?> type) {
    byte[] rewritten =
        new ByteBuddy()
            .redefine(type)
            .visit(Advice.to(Timing.class).on(ElementMatchers.isMethod()))
            .make()
            .getBytes();
    checkAllMethods(type, rewritten);
  }

  @ParameterizedTest
  @MethodSource("classes")
  void class_that_jacoco_counts(Class<?> type) throws Exception {
    LoggerRuntime runtime = new LoggerRuntime();
    runtime.startup(new RuntimeData());
    try {
      checkAllMethods(
          type, new Instrumenter(runtime).instrument(OldStyle.bytes(type), type.getName()));
    } finally {
      runtime.shutdown();
    }
  }

  private static void checkAllMethods(Class<?> type, byte[] rewritten) {
    assertTrue(rewritten.length > OldStyle.bytes(type).length, "it was not rewritten");
    Program program =
        Program.of(RULES, new GeneratedClass(type.getName().replace('.', '/'), rewritten));
    List<String> calls = new ArrayList<>();
    int run = 0;
    for (Method method : type.getDeclaredMethods()) {
      boolean isProgram =
          Modifier.isPublic(method.getModifiers())
              && Modifier.isStatic(method.getModifiers())
              && method.getParameterCount() == 0;
      if (isProgram && !method.isSynthetic()) {
        program.run(method.getName());
        calls.addAll(program.calls());
        run++;
      }
    }
    assertTrue(run > 5, run + " methods");
    assertTrue(calls.size() > 5, calls.size() + " calls");
    assertEquals(List.of(), program.refused());
  }

  /** Code around a method, with a local of its own and an exception handler. */
  public static final class Timing {

    private Timing() {
      // no instances
    }

    @Advice.OnMethodEnter
    static long enter(@Advice.Origin String method) {
      return System.nanoTime() + method.length();
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(@Advice.Enter long entered, @Advice.Thrown Throwable thrown) {
      if (thrown != null && entered == 0) {
        throw new IllegalStateException(thrown);
      }
    }
  }
}
