package dev.aos.benchmarks.woven;

import dev.aos.benchmarks.backend.Backend;

/** A woven call site that no loop ever runs. */
public final class QuickCall {
  private QuickCall() {}

  /** The call. */
  public static int call(int value) {
    return Backend.quick(value);
  }
}
