package dev.aos.core.rules;

import java.util.ArrayList;
import java.util.List;

/**
 * The classes whose locks belong to a loop, which holds them as long as it runs: whatever it
 * resumes is resumed under them.
 */
public final class OwnLocks {

  private OwnLocks() {
    // no instances
  }

  /** Those of the loops in use, and of the bundled ones: a thread without entries may be one. */
  public static List<TypePattern> of(RuleSet rules) {
    List<LoopDefinition> loops = new ArrayList<>(rules.loops());
    for (String bundled : BundledFiles.LOOPS) {
      if (loops.stream().noneMatch(loop -> loop.name().equals(bundled))) {
        loops.add(BundledFiles.loop(bundled));
      }
    }
    List<TypePattern> types = new ArrayList<>();
    loops.forEach(loop -> types.addAll(loop.ownLocks()));
    return List.copyOf(types);
  }
}
