package dev.aos.runtime;

import java.util.Optional;

/**
 * What the runtime must know of a woven resume point: a call of the loop itself, usually the one
 * that waits for events, around which handlers are resumed.
 *
 * @param loop the loop definition's name
 * @param place where the call stands, {@code com.acme.Reactor.run:42}
 * @param wakeup ends the call from another thread; {@code this} is the call's receiver. Without it
 *     the receiver is a {@link java.nio.channels.Selector}, which is woken up
 */
public record ResumePointSettings(String loop, String place, Optional<Path> wakeup) {}
