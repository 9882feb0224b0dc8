package dev.aos.core.weave;

import dev.aos.core.match.CallSite;
import dev.aos.core.rules.OffloadRule;

/**
 * A call site that a rule matches, but that is left as it is.
 *
 * @param rule the rule
 * @param className the binary name of the class in which it stands
 * @param method the method in which it stands
 * @param line its line, or {@link PlannedSite#NO_LINE}
 * @param call the call
 * @param reason why it is left, for the report
 */
public record SkippedSite(
    OffloadRule rule, String className, String method, int line, CallSite call, String reason) {}
