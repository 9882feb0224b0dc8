package dev.aos.runtime;

import java.lang.StackWalker.StackFrame;

/**
 * What a thread holds that must not be held while a call is dispatched.
 *
 * @param reason what it is; null for {@link #NOTHING}
 * @param place the frame that holds it, {@code com.acme.Handler.channelRead:42}
 */
record Holding(DirectReason reason, String place) {

  static final Holding NOTHING = new Holding(null, "");

  static Holding of(DirectReason reason, StackFrame frame) {
    StackTraceElement element = frame.toStackTraceElement();
    int line = element.getLineNumber();
    return new Holding(
        reason,
        element.getClassName() + "." + element.getMethodName() + (line < 0 ? "" : ":" + line));
  }
}
