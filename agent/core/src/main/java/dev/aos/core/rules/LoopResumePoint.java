package dev.aos.core.rules;

import dev.aos.runtime.Path;
import java.util.Optional;

/**
 * A call that a loop makes to wait for events ({@code at:}). Where it stands in an event-loop
 * class, suspended handlers are resumed before and after it.
 *
 * @param position where it stands
 * @param call the call or calls
 * @param wakeup ends the call from another thread; {@code this} is its receiver. Without it the
 *     receiver is a {@link java.nio.channels.Selector}
 */
public record LoopResumePoint(Position position, CallPattern call, Optional<Path> wakeup) {}
