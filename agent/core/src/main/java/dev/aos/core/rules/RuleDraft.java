package dev.aos.core.rules;

import dev.aos.runtime.WaitSettings;
import java.util.List;
import java.util.Optional;

/**
 * An item of {@code offload:} as it stands in the file, before defaults and packs are worked in.
 *
 * @param position where it stands
 * @param text what the report calls it
 * @param calls its patterns; none for an include
 * @param except patterns of calls that it leaves out
 * @param pack the pack that it includes
 * @param waits how its calls are waited for without a worker
 * @param settings its own settings
 */
record RuleDraft(
    Position position,
    String text,
    List<Located<CallPattern>> calls,
    List<CallPattern> except,
    Optional<String> pack,
    List<WaitSettings> waits,
    RuleSettings settings) {}
