package dev.aos.runtime;

import java.util.concurrent.CompletableFuture;

/**
 * Callbacks of a {@link CompletableFuture} that it can be made to forget, which {@code
 * whenComplete} has no way for: a program that asks for its result again and again, with a limit,
 * would leave more and more of them in it.
 */
public final class FutureSignals {

  private FutureSignals() {
    // no instances
  }

  /** Has a future tell its end. */
  public static void tell(CompletableFuture<?> future, Object signal) {
    Signal told = (Signal) signal;
    CompletableFuture<Object> given = new CompletableFuture<>();
    told.setGiven(given);
    CompletableFuture.anyOf(future, given).whenComplete(told);
  }

  /** Takes the callback out of the future: of two futures, the other one has ended. */
  public static void forget(Object signal) {
    CompletableFuture<Object> given = ((Signal) signal).given();
    if (given != null) {
      given.complete(null);
    }
  }
}
