package dev.aos.core.rules;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Warns of patterns that never apply because the same pattern stands earlier, or in keep. */
final class HiddenRules {

  private final Problems problems;

  HiddenRules(Problems problems) {
    this.problems = problems;
  }

  void check(List<RuleDraft> drafts, List<KeepRule> keep) {
    Map<CallPattern, Position> kept = new HashMap<>();
    for (KeepRule rule : keep) {
      Position first = kept.putIfAbsent(rule.call(), rule.position());
      if (first != null) {
        warn(rule.position(), rule.call(), "already stands in `keep`", first);
      }
    }
    Map<CallPattern, Position> seen = new HashMap<>();
    Set<String> packs = new HashSet<>();
    for (RuleDraft draft : drafts) {
      check(draft, kept, seen);
      if (draft.pack().isPresent()) {
        check(draft, packs);
      }
    }
  }

  private void check(
      RuleDraft draft, Map<CallPattern, Position> kept, Map<CallPattern, Position> seen) {
    for (Located<CallPattern> call : draft.calls()) {
      Position keeper = kept.get(call.value());
      Position first = seen.get(call.value());
      if (keeper != null) {
        warn(call.position(), call.value(), "never applies: it also stands in `keep`", keeper);
      } else if (first != null) {
        warn(call.position(), call.value(), "never applies: it stands already", first);
      }
      // What an earlier rule leaves out with `except` comes to the later one: that is no mistake.
      if (draft.except().isEmpty()) {
        seen.putIfAbsent(call.value(), call.position());
      }
    }
  }

  private void check(RuleDraft include, Set<String> packs) {
    if (packs.contains(include.text())) {
      String message = "the pack " + Quote.of(include.text()) + " is included above already";
      problems.warning(include.position(), message, "remove one");
    } else if (include.except().isEmpty()) {
      packs.add(include.text());
    }
  }

  private void warn(Position position, CallPattern call, String what, Position other) {
    String place = " on line " + other.line() + ", column " + other.column();
    String message = Quote.of(call.toString()) + " " + what + place;
    problems.warning(position, message, "remove one");
  }
}
