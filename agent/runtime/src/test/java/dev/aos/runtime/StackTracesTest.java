package dev.aos.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class StackTracesTest {

  private static final StackTraceElement CALLEE = frame("java.io.FileInputStream", "open0");
  private static final StackTraceElement MARKER = frame("dev.aos.runtime.OffloadedCall", "invoke");
  private static final StackTraceElement WORKER = frame("java.lang.Thread", "run");
  private static final StackTraceElement DISPATCH =
      frame("dev.aos.runtime.SuspendingCall", "dispatch");
  private static final StackTraceElement HANDLER = frame("com.acme.Handler", "channelRead");
  private static final StackTraceElement ENTER = frame("jdk.internal.vm.Continuation", "enter");
  private static final StackTraceElement LOOP = frame("com.acme.Loop", "run");

  private static final StackTraceElement[] AWAITING = {DISPATCH, HANDLER, ENTER, LOOP};

  private static StackTraceElement frame(String className, String method) {
    return new StackTraceElement(className, method, null, -1);
  }

  private static <T extends Throwable> T thrown(T throwable, StackTraceElement... frames) {
    throwable.setStackTrace(frames);
    return throwable;
  }

  private static List<StackTraceElement> frames(Throwable throwable) {
    return Arrays.asList(throwable.getStackTrace());
  }

  @Test
  void theCalleesFramesComeFirstThenTheHandlers() {
    IOException failure = thrown(new IOException(), CALLEE, MARKER, WORKER);
    StackTraces.join(failure, AWAITING);
    assertEquals(List.of(CALLEE, HANDLER, LOOP), frames(failure));
  }

  @Test
  void aCauseThatTheCallMadeIsJoinedToo() {
    IOException cause = thrown(new IOException(), CALLEE, CALLEE, MARKER, WORKER);
    RuntimeException failure = thrown(new RuntimeException(cause), CALLEE, MARKER, WORKER);
    StackTraces.join(failure, AWAITING);
    assertEquals(List.of(CALLEE, CALLEE, HANDLER, LOOP), frames(cause));
  }

  @Test
  void aThrowableThatWasMadeElsewhereIsLeftUntouched() {
    IOException constant = thrown(new IOException(), CALLEE, LOOP);
    StackTraceElement[] before = constant.getStackTrace();
    StackTraces.join(constant, AWAITING);
    assertArrayEquals(before, constant.getStackTrace());
  }

  @Test
  void aThrowableThatIsThrownTwiceIsLeftAsItIs() {
    IOException failure = thrown(new IOException(), CALLEE, MARKER, WORKER);
    StackTraces.join(failure, AWAITING);
    StackTraces.join(failure, new StackTraceElement[] {LOOP});
    assertEquals(List.of(CALLEE, HANDLER, LOOP), frames(failure));
  }

  @Test
  void aThrowableWithoutATraceStaysWithoutOne() {
    Throwable bare =
        new Throwable("no trace", null, false, false) {
          private static final long serialVersionUID = 1L;
        };
    StackTraces.join(bare, AWAITING);
    assertEquals(0, bare.getStackTrace().length);
  }

  @Test
  void aLoopOfCausesEnds() {
    RuntimeException first = thrown(new RuntimeException(), CALLEE, MARKER);
    RuntimeException second = thrown(new RuntimeException(first), CALLEE, MARKER);
    first.initCause(second);
    StackTraces.join(first, AWAITING);
    assertEquals(List.of(CALLEE, HANDLER, LOOP), frames(second));
  }
}
