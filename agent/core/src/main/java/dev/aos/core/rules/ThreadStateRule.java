package dev.aos.core.rules;

import dev.aos.runtime.CarrierSettings;

/**
 * Thread state that follows handlers.
 *
 * @param position where it stands
 * @param carrier what it is
 */
public record ThreadStateRule(Position position, CarrierSettings carrier) {}
