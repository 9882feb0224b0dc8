package dev.aos.core.weave;

import dev.aos.core.match.CallSite;
import dev.aos.core.rules.LoopDefinition;
import dev.aos.core.rules.LoopResumePoint;

/**
 * A call of a loop around which suspended handlers are resumed.
 *
 * @param loop the loop
 * @param point what the definition says of it
 * @param place where the call stands, {@code com.acme.Reactor.run:42}
 * @param call the call
 */
public record PlannedResumePoint(
    LoopDefinition loop, LoopResumePoint point, String place, CallSite call) {}
