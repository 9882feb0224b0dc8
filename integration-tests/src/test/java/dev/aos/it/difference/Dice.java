package dev.aos.it.difference;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Chance, from a seed. */
final class Dice {

  private final SplittableRandom random;

  Dice(long seed, int number) {
    this.random = new SplittableRandom(seed * 0x9e3779b97f4a7c15L + number);
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  int between(int least, int most) {
    return random.nextInt(least, most + 1);
  }

  boolean oneIn(int count) {
    return random.nextInt(count) == 0;
  }

  <T> T one(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  @SafeVarargs
  final <T> T one(T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** What can be chosen, some of it more often than other things. */
  static final class Choices<T> {

    private final List<Supplier<T>> choices = new ArrayList<>();

    Choices<T> add(int weight, Supplier<T> choice) {
      for (int i = 0; i < weight; i++) {
        choices.add(choice);
      }
      return this;
    }

    Choices<T> addIf(boolean possible, int weight, Supplier<T> choice) {
      return possible ? add(weight, choice) : this;
    }

    T choose(Dice dice) {
      return dice.one(choices).get();
    }
  }
}
