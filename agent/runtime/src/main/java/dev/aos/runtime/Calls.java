package dev.aos.runtime;

import java.util.Arrays;
import java.util.Collection;

/**
 * Which methods a class declares that call others, and which it calls where it holds something,
 * each as a hash of its name and descriptor: two methods with one hash make two classes look
 * related that are not, and a guard look closer than it had to.
 */
public final class Calls {

  private static final Calls UNKNOWN = new Calls(false, new int[0], new int[0]);

  private final boolean known;
  private final int[] declared;
  private final int[] whileHolding;

  private Calls(boolean known, int[] declared, int[] whileHolding) {
    this.known = known;
    this.declared = declared;
    this.whileHolding = whileHolding;
  }

  /** Anything may be declared, and anything called. */
  static Calls unknown() {
    return UNKNOWN;
  }

  /**
   * What a class file says.
   *
   * @param declared name and descriptor of all methods on top of which another frame can be
   * @param whileHolding name and descriptor of all that is called where something is held
   */
  public static Calls of(Collection<String> declared, Collection<String> whileHolding) {
    return new Calls(true, hashes(declared), hashes(whileHolding));
  }

  /** What a class file says that calls where it holds something by ways that show no method. */
  public static Calls ofAnything(Collection<String> declared) {
    return new Calls(true, hashes(declared), null);
  }

  /** What either of two versions of a class declares and calls. */
  Calls or(Calls other) {
    if (!known || !other.known) {
      return UNKNOWN;
    }
    boolean both = whileHolding != null && other.whileHolding != null;
    return new Calls(
        true,
        merged(declared, other.declared),
        both ? merged(whileHolding, other.whileHolding) : null);
  }

  private static int[] merged(int[] some, int[] others) {
    int[] all = Arrays.copyOf(some, some.length + others.length);
    System.arraycopy(others, 0, all, some.length, others.length);
    return sorted(all);
  }

  private static int[] hashes(Collection<String> methods) {
    int[] hashes = new int[methods.size()];
    int count = 0;
    for (String method : methods) {
      hashes[count++] = method.hashCode();
    }
    return sorted(hashes);
  }

  /** Each once: a class may be given other code for as long as the JVM runs. */
  private static int[] sorted(int[] hashes) {
    Arrays.sort(hashes);
    int count = 0;
    for (int hash : hashes) {
      if (count == 0 || hash != hashes[count - 1]) {
        hashes[count++] = hash;
      }
    }
    return Arrays.copyOf(hashes, count);
  }

  /** Whether one of the calls may be of a method that the other class declares. */
  boolean mayReach(Calls other) {
    if (!known || !other.known || whileHolding == null) {
      return true;
    }
    for (int call : whileHolding) {
      if (Arrays.binarySearch(other.declared, call) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** Equal ones read the same. */
  @Override
  public String toString() {
    return known
        ? "declares "
            + Arrays.toString(declared)
            + ", calls "
            + (whileHolding == null ? "?" : Arrays.toString(whileHolding))
        : "?";
  }
}
