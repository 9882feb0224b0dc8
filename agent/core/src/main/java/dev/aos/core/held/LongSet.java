package dev.aos.core.held;

/**
 * A set of numbers other than 0, in 8 to 16 bytes each. Bounded; one that is full takes no more.
 */
final class LongSet {

  private static final int SMALLEST = 64;
  private static final int LARGEST = 1 << 18;

  private long[] slots = new long[SMALLEST];
  private int size;

  void add(long number) {
    if (size >= slots.length / 4 * 3) {
      if (slots.length == LARGEST) {
        return;
      }
      grow();
    }
    int slot = slot(slots, number);
    if (slots[slot] == 0) {
      slots[slot] = number;
      size++;
    }
  }

  boolean contains(long number) {
    return slots[slot(slots, number)] != 0;
  }

  private void grow() {
    long[] larger = new long[slots.length * 2];
    for (long number : slots) {
      if (number != 0) {
        larger[slot(larger, number)] = number;
      }
    }
    slots = larger;
  }

  /** Where the number stands, or would stand. */
  private static int slot(long[] slots, long number) {
    int slot = Long.hashCode(number * 0x9E3779B97F4A7C15L) & slots.length - 1;
    while (slots[slot] != 0 && slots[slot] != number) {
      slot = slot + 1 & slots.length - 1;
    }
    return slot;
  }
}
