package dev.aos.core.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Collects what is wrong in one file. */
final class Problems {

  /** More would be no help to anyone, and a hostile file could make very many. */
  static final int MOST = 100;

  private final List<Problem> collected = new ArrayList<>();
  private boolean errors;

  /** Adds an error: the file can't be used. */
  void error(Position position, String message, String suggestion) {
    add(new Problem(Problem.Severity.ERROR, position, message, Optional.of(suggestion)));
  }

  /** Adds an error for which there is nothing to suggest. */
  void error(Position position, String message) {
    add(new Problem(Problem.Severity.ERROR, position, message, Optional.empty()));
  }

  /** Adds a warning: something in the file has no effect. */
  void warning(Position position, String message, String suggestion) {
    add(new Problem(Problem.Severity.WARNING, position, message, Optional.of(suggestion)));
  }

  /** Adds a problem. */
  void add(Problem problem) {
    collected.add(problem);
    errors |= problem.severity() == Problem.Severity.ERROR;
  }

  /** Adds all problems of another collector. */
  void addAll(Problems others) {
    for (Problem problem : others.collected) {
      add(problem);
    }
  }

  /** Whether the file can't be used. */
  boolean hasErrors() {
    return errors;
  }

  /** The problems in the order of the file; of very many the first ones, and how many there are. */
  List<Problem> inFileOrder() {
    if (collected.size() < 2) {
      return List.copyOf(collected);
    }
    List<Problem> sorted = new ArrayList<>(collected);
    sorted.sort(new FileOrder());
    if (sorted.size() <= MOST) {
      return List.copyOf(sorted);
    }
    List<Problem> first = new ArrayList<>(sorted.subList(0, MOST));
    String more = (sorted.size() - MOST) + " more problems are not shown";
    Position position = sorted.get(MOST).position();
    // An error, even if only warnings are left out: the file may have become unusable by them all.
    Problem.Severity severity = errors ? Problem.Severity.ERROR : Problem.Severity.WARNING;
    first.add(new Problem(severity, position, more, Optional.empty()));
    return List.copyOf(first);
  }

  private static final class FileOrder implements Comparator<Problem> {

    @Override
    public int compare(Problem one, Problem other) {
      int lines = Integer.compare(one.position().line(), other.position().line());
      return lines != 0
          ? lines
          : Integer.compare(one.position().column(), other.position().column());
    }
  }
}
