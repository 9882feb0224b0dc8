package dev.aos.runtime;

import java.lang.invoke.MethodHandle;

/** A site of a rule that only counts. */
final class CountedCall extends LinkedCall {

  CountedCall(Site site, MethodHandle target, ClassLoader loader) {
    super(site, target, loader);
  }

  @Override
  boolean mayDispatch() {
    return direct(DirectReason.COUNTED);
  }

  @Override
  Object dispatch(Object[] arguments) {
    throw new AssertionError("a counted call is never dispatched");
  }
}
