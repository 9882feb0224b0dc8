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

  @Test
  void whatTheCallSuppressedIsJoinedToo() {
    IOException suppressed = thrown(new IOException(), CALLEE, CALLEE, MARKER, WORKER);
    IOException cause = thrown(new IOException(), CALLEE, MARKER, WORKER);
    suppressed.initCause(cause);
    IOException elsewhere = thrown(new IOException(), CALLEE, LOOP);
    RuntimeException failure = thrown(new RuntimeException(), CALLEE, MARKER, WORKER);
    failure.addSuppressed(suppressed);
    failure.addSuppressed(elsewhere);
    StackTraces.join(failure, AWAITING);
    assertEquals(List.of(CALLEE, HANDLER, LOOP), frames(failure));
    assertEquals(List.of(CALLEE, CALLEE, HANDLER, LOOP), frames(suppressed));
    assertEquals(List.of(CALLEE, HANDLER, LOOP), frames(cause));
    assertEquals(List.of(CALLEE, LOOP), frames(elsewhere));
  }

  @Test
  void aThrowableThatGivesNoTraceIsLeftAsItIs() {
    Throwable odd = new WithoutTrace();
    StackTraces.join(odd, AWAITING);
    StackTraces.strip(odd);
    StackTraces.join(new RuntimeException(odd), AWAITING);
  }

  @Test
  void aThrowableWhoseCauseCanNotBeAskedIsJoinedAlone() {
    Throwable odd = thrown(new WithoutCause(), CALLEE, MARKER, WORKER);
    StackTraces.join(odd, AWAITING);
    assertEquals(List.of(CALLEE, HANDLER, LOOP), frames(odd));
  }

  @Test
  void theRuntimesFramesAreTakenOutOfADirectCallsTrace() {
    IOException failure = thrown(new IOException(), CALLEE, DISPATCH, HANDLER, LOOP);
    StackTraces.strip(failure);
    assertEquals(List.of(CALLEE, HANDLER, LOOP), frames(failure));
  }

  private static final class WithoutTrace extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public StackTraceElement[] getStackTrace() {
      return null;
    }
  }

  private static final class WithoutCause extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public synchronized Throwable getCause() {
      throw new IllegalStateException("the cause is not known yet");
    }
  }

  @Test
  void aHandlerThatAwaitsOnAnotherLineStandsAtItsCall() {
    StackTraceElement callee = new StackTraceElement("com.acme.Other", "handle", "Other.java", 1);
    StackTraceElement handler =
        new StackTraceElement("com.acme.Handler", "handle", "Handler.java", 30);
    StackTraceElement[] trace = {callee, handler, handler};
    StackTraces.moveTo(
        TestSite.at("com.acme.Handler", "handle", 7, "read", "default").settings(), trace);
    assertEquals(callee, trace[0]);
    assertEquals("com.acme.Handler.handle(Handler.java:7)", trace[1].toString());
    assertEquals(handler, trace[2]);
  }
}
