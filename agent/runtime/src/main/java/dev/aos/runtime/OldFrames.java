package dev.aos.runtime;

import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Frames of entries that were entered before they had a guard: the agent was attached, or the rules
 * were changed, while a thread was inside. Such a frame belongs to no activation. A handler that
 * was entered above it, by an entry further up, must not be suspended: the old frame, and the old
 * handlers in it, would go on as if it had ended.
 *
 * <p>So nothing is entered while guards change, and afterwards nothing on a thread that has such a
 * frame; what runs there runs as without the agent. A frame does not tell how old it is, but a
 * thread that was once seen without any entry on its stack is done with them. An event loop is so
 * at its next event.
 */
final class OldFrames {

  private static final StackWalker WALKER =
      StackWalker.getInstance(Set.of(Option.RETAIN_CLASS_REFERENCE));

  /** Even: all guards are in their places. Odd: they change. */
  private static volatile int era;

  /** Threads with a greater number are younger than the guards. */
  private static volatile long lastThread;

  /** By place; whether it is an entry only for some objects. */
  private static volatile Map<String, Boolean> entries = Map.of();

  private OldFrames() {
    // no instances
  }

  static synchronized void begin() {
    if (era % 2 == 0) {
      era++;
    }
  }

  static synchronized void end() {
    Map<String, Boolean> places = new HashMap<>();
    for (EntrySettings entry : Registry.entries()) {
      if (!entry.traits().contains(EntrySettings.Trait.EXCLUSIVE)
          && !entry.traits().contains(EntrySettings.Trait.ONLY_WAITS)) {
        places.put(entry.place(), entry.onlyFor().isPresent());
      }
    }
    entries = places;
    // The JVM numbers threads as they are made.
    lastThread = new Thread("aos-last").getId();
    era++;
  }

  /** Whether a handler may be entered on this thread, as far as old frames matter. */
  static boolean areGone(Loop loop) {
    int current = era;
    return loop.era() == current || current % 2 == 0 && look(loop, current);
  }

  private static boolean look(Loop loop, int current) {
    String old = loop.thread().getId() > lastThread ? null : WALKER.walk(new Search(entries));
    if (old == null) {
      loop.enterEra(current);
      return true;
    }
    loop.setOldEntry(old);
    return false;
  }

  /** Threads that were found in old frames, and not yet without, by name. */
  static Map<String, String> found() {
    Map<String, String> found = new TreeMap<>();
    for (Loop loop : Loop.all()) {
      String old = loop.oldEntry();
      if (old != null && loop.thread().isAlive()) {
        found.put(loop.thread().getName(), old);
      }
    }
    return found;
  }

  /** Looks for an entry below the one that is being entered. */
  private record Search(Map<String, Boolean> entries)
      implements Function<Stream<StackFrame>, String> {

    @Override
    public String apply(Stream<StackFrame> frames) {
      boolean entered = false;
      boolean eventLoopClass = false;
      for (Iterator<StackFrame> all = frames.iterator(); all.hasNext(); ) {
        StackFrame frame = all.next();
        Class<?> type = frame.getDeclaringClass();
        if (isRuntime(type)) {
          continue;
        }
        if (entered) {
          Boolean onlyFor = entries.get(type.getName() + "." + frame.getMethodName());
          // An executor's task of no event-loop class is no entry, however old.
          if (onlyFor != null && (!onlyFor || eventLoopClass)) {
            return type.getName() + "." + frame.getMethodName();
          }
          eventLoopClass |= EventLoopClasses.isOne(type);
        }
        entered = true;
      }
      return null;
    }

    private static boolean isRuntime(Class<?> type) {
      return type.getClassLoader() == null && type.getName().startsWith("dev.aos.runtime.");
    }
  }
}
