package dev.aos.core.cli;

import dev.aos.core.rules.EventLoopClasses;
import java.util.List;
import java.util.function.Predicate;

/**
 * Whether a class is an event-loop class. Asked on event loops, once for each class of a task, so
 * it is a class and not a lambda: nothing is left to link then.
 */
record EventLoopNames(List<EventLoopClasses> eventLoops) implements Predicate<String> {

  @Override
  public boolean test(String binaryName) {
    for (EventLoopClasses classes : eventLoops) {
      if (classes.contains(binaryName)) {
        return true;
      }
    }
    return false;
  }
}
