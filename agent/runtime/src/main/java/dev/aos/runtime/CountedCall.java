package dev.aos.runtime;

import java.util.Optional;

/** A site whose calls are only counted. */
final class CountedCall extends LinkedCall {

  private final DirectReason reason;

  CountedCall(Site site, SpreadCall target, Optional<Class<?>> initialized, DirectReason reason) {
    super(site, target, initialized);
    this.reason = reason;
  }

  @Override
  boolean mayDispatch() {
    return direct(reason);
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
