package dev.aos.runtime;

import java.util.Optional;

/** A site of a rule that only counts. */
final class CountedCall extends LinkedCall {

  CountedCall(Site site, SpreadCall target, Optional<Class<?>> initialized) {
    super(site, target, initialized);
  }

  @Override
  boolean mayDispatch() {
    return direct(DirectReason.COUNTED);
  }

  @Override
  boolean everDispatches() {
    return false;
  }

  @Override
  Object dispatch(Object[] arguments) {
    throw new AssertionError("a counted call is never dispatched");
  }
}
