package dev.aos.runtime;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes the trace of an exception from an offloaded call read as if the call had been made
 * directly: the callee's frames, then the handler's.
 */
final class StackTraces {

  private static final String RUNTIME = StackTraces.class.getPackageName() + ".";
  private static final String CONTINUATION = "jdk.internal.vm.Continuation";
  private static final String MARKER_CLASS = OffloadedCall.class.getName();
  private static final String MARKER_METHOD = "invoke";

  /** Causes deeper than this keep the worker's frames; a chain may have a loop. */
  private static final int LINKS = 10;

  private StackTraces() {
    // no instances
  }

  /**
   * Rewrites the traces of a throwable, its causes and what it has suppressed, in place. One that
   * was not made by this call is left untouched: it is a constant, or has been thrown before, or
   * takes no trace.
   *
   * @param thrown what the call threw
   * @param awaiting the trace of the handler that waited
   */
  static void join(Throwable thrown, StackTraceElement[] awaiting) {
    try {
      join(thrown, awaiting, LINKS);
    } catch (Throwable foreign) {
      // getStackTrace and getCause may be overridden, and do anything. The application gets the
      // throwable either way.
    }
  }

  private static void join(Throwable thrown, StackTraceElement[] awaiting, int links) {
    if (thrown == null || links == 0) {
      return;
    }
    joinOne(thrown, awaiting);
    Throwable cause = thrown.getCause();
    if (cause != thrown) {
      join(cause, awaiting, links - 1);
    }
    for (Throwable suppressed : thrown.getSuppressed()) {
      join(suppressed, awaiting, links - 1);
    }
  }

  /**
   * Makes the trace of a handler that awaits a call on another line read as if it stood at the
   * call.
   */
  static void moveTo(SiteSettings site, StackTraceElement[] awaiting) {
    for (int i = 0; i < awaiting.length; i++) {
      StackTraceElement frame = awaiting[i];
      if (frame.getClassName().equals(site.className())
          && frame.getMethodName().equals(site.method())) {
        awaiting[i] =
            new StackTraceElement(
                frame.getClassLoaderName(),
                frame.getModuleName(),
                frame.getModuleVersion(),
                frame.getClassName(),
                frame.getMethodName(),
                frame.getFileName(),
                site.line());
        return;
      }
    }
  }

  /** Takes the runtime's frames out of the trace of a call that ran directly after all. */
  static void strip(Throwable thrown) {
    try {
      StackTraceElement[] frames = thrown.getStackTrace();
      List<StackTraceElement> kept = new ArrayList<>(frames.length);
      addApplicationFrames(kept, frames, frames.length);
      if (kept.size() < frames.length) {
        thrown.setStackTrace(kept.toArray(new StackTraceElement[0]));
      }
    } catch (Throwable foreign) {
      // As above.
    }
  }

  /** The application's frames of a trace. */
  static List<StackTraceElement> applicationFrames(StackTraceElement[] frames) {
    List<StackTraceElement> kept = new ArrayList<>(frames.length);
    addApplicationFrames(kept, frames, frames.length);
    return kept;
  }

  private static void joinOne(Throwable thrown, StackTraceElement[] awaiting) {
    StackTraceElement[] frames = thrown.getStackTrace();
    int marker = marker(frames);
    if (marker < 0) {
      return;
    }
    List<StackTraceElement> joined = new ArrayList<>(marker + awaiting.length);
    addApplicationFrames(joined, frames, marker);
    addApplicationFrames(joined, awaiting, awaiting.length);
    thrown.setStackTrace(joined.toArray(new StackTraceElement[0]));
  }

  private static int marker(StackTraceElement[] frames) {
    for (int i = 0; i < frames.length; i++) {
      if (frames[i].getClassName().equals(MARKER_CLASS)
          && frames[i].getMethodName().equals(MARKER_METHOD)) {
        return i;
      }
    }
    return -1;
  }

  private static void addApplicationFrames(
      List<StackTraceElement> into, StackTraceElement[] frames, int count) {
    for (int i = 0; i < count; i++) {
      String className = frames[i].getClassName();
      if (!className.startsWith(RUNTIME) && !className.startsWith(CONTINUATION)) {
        into.add(frames[i]);
      }
    }
  }
}
