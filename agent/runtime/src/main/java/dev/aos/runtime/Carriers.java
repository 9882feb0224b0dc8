package dev.aos.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The thread state that follows handlers in this JVM. Core tells what there may be and which of its
 * classes are defined; a carrier is of use once its class is initialised, which is found out where
 * state is read. There is one for each loader that defines the class.
 *
 * <p>Both lists are replaced, never changed, so that reading them takes no lock; they change a few
 * times in a JVM's life.
 */
final class Carriers {

  private static final Object LOCK = new Object();
  private static final Carrier[] NONE = {};
  private static final CarrierCandidate[] NO_CANDIDATES = {};

  private static volatile List<CarrierSettings> settings = List.of();

  /** What has been noted of each class, for as long as its loader lives. */
  private static final List<CarrierCandidate> NOTED = new ArrayList<>();

  private static volatile CarrierCandidate[] candidates = NO_CANDIDATES;
  private static volatile Carrier[] carriers = NONE;

  private Carriers() {
    // no instances
  }

  /** Says what there may be. */
  static void install(List<CarrierSettings> all) {
    settings = List.copyOf(all);
  }

  /** Notes that a loader defines a class, now or a moment ago. */
  static void classDefined(String binaryName, ClassLoader loader) {
    for (CarrierSettings one : settings) {
      if (one.owner().equals(binaryName)) {
        add(one, loader);
      }
    }
  }

  private static void add(CarrierSettings one, ClassLoader loader) {
    synchronized (LOCK) {
      NOTED.removeIf(new OfGoneLoader());
      for (CarrierCandidate known : NOTED) {
        if (known.isOf(one, loader)) {
          return;
        }
      }
      CarrierCandidate candidate = new CarrierCandidate(one, loader);
      NOTED.add(candidate);
      CarrierCandidate[] more = new CarrierCandidate[candidates.length + 1];
      System.arraycopy(candidates, 0, more, 0, candidates.length);
      more[candidates.length] = candidate;
      candidates = more;
    }
  }

  /** The carriers that can be used now. */
  static Carrier[] usable() {
    CarrierCandidate[] waiting = candidates;
    if (waiting.length > 0) {
      for (CarrierCandidate candidate : waiting) {
        // Not under the lock: it may load classes. Two threads may both do it, one comes first.
        Optional<Carrier> bound = candidate.tryBind();
        if (bound != null) {
          settle(candidate, bound);
        }
      }
    }
    return carriers;
  }

  private static void settle(CarrierCandidate candidate, Optional<Carrier> bound) {
    synchronized (LOCK) {
      List<CarrierCandidate> left = new ArrayList<>(List.of(candidates));
      if (left.remove(candidate)) {
        if (bound.isEmpty()) {
          // Its definition may have failed, and succeed later.
          NOTED.remove(candidate);
        } else {
          Carrier[] more = new Carrier[carriers.length + 1];
          System.arraycopy(carriers, 0, more, 0, carriers.length);
          more[carriers.length] = bound.get();
          // In this order: who sees a carrier has to find it covered.
          IdleTest.cover(more);
          carriers = more;
        }
        // Last: who finds no candidate has to find the carrier.
        candidates = left.toArray(NO_CANDIDATES);
      }
    }
  }

  private static final class OfGoneLoader implements Predicate<CarrierCandidate> {
    @Override
    public boolean test(CarrierCandidate candidate) {
      return candidate.isOfGoneLoader();
    }
  }

  /** Forgets a carrier. */
  static void drop(Carrier carrier) {
    synchronized (LOCK) {
      List<Carrier> left = new ArrayList<>(List.of(carriers));
      if (left.remove(carrier)) {
        carriers = left.toArray(NONE);
        IdleTest.cover(carriers);
      }
    }
  }
}
