package dev.aos.it.difference;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Makes a program smaller as long as it shows what it is to show. */
final class Shrinker {

  private final Predicate<Program> shows;
  private final long deadline;

  /**
   * @param shows whether a program still shows it
   * @param nanos how long the search may take
   */
  Shrinker(Predicate<Program> shows, long nanos) {
    this.shows = shows;
    this.deadline = System.nanoTime() + nanos;
  }

  /** The smallest program that was found: no single step makes it smaller, if there was time. */
  Program shrink(Program program) {
    Program smallest = program;
    while (true) {
      int size = weight(smallest);
      var smaller =
          variants(smallest)
              .takeWhile(variant -> System.nanoTime() < deadline)
              .map(Program.class::cast)
              .filter(variant -> weight(variant) < size && shows.test(variant))
              .findFirst();
      if (smaller.isEmpty()) {
        return smallest;
      }
      smallest = smaller.get();
    }
  }

  /** Fewer nodes are better, and so are smaller numbers. */
  private static int weight(Object node) {
    return Tree.nodes(node)
        .mapToInt(
            each ->
                1000
                    + (each instanceof Integer number ? Math.min(Math.abs(number), 100) : 0)
                    + (each instanceof Boolean flag && flag ? 1 : 0)
                    + (each instanceof Expression.Constant ? 0 : 1))
        .sum();
  }

  /** All programs that are one step away, the larger steps first. */
  private static Stream<?> variants(Object node) {
    return Stream.concat(steps(node), inChildren(node));
  }

  private static Stream<?> inChildren(Object node) {
    List<Object> children = Tree.children(node);
    return IntStream.range(0, children.size())
        .boxed()
        .flatMap(
            index ->
                variants(children.get(index))
                    .map(
                        variant -> {
                          List<Object> others = new ArrayList<>(children);
                          others.set(index, variant);
                          return Tree.with(node, others);
                        }));
  }

  private static Stream<?> steps(Object node) {
    if (node instanceof List<?> list) {
      return Stream.concat(withoutParts(list), unfolded(list));
    }
    if (node instanceof Expression expression) {
      return simpler(expression);
    }
    if (node instanceof Boolean flag && flag) {
      return Stream.of(false);
    }
    return Stream.empty();
  }

  /** Without halves, quarters, single elements. */
  private static Stream<?> withoutParts(List<?> list) {
    List<List<?>> smaller = new ArrayList<>();
    for (int part = list.size(); part > 0; part /= 2) {
      for (int from = 0; from + part <= list.size(); from += part) {
        List<Object> rest = new ArrayList<>(list.subList(0, from));
        rest.addAll(list.subList(from + part, list.size()));
        smaller.add(rest);
      }
    }
    return smaller.stream();
  }

  /** With the blocks of a statement in its place. */
  private static Stream<?> unfolded(List<?> list) {
    return IntStream.range(0, list.size())
        .boxed()
        .filter(index -> list.get(index) instanceof Statement)
        .flatMap(
            index ->
                blocks(list.get(index))
                    .map(
                        block -> {
                          List<Object> unfolded = new ArrayList<>(list.subList(0, index));
                          unfolded.addAll(block);
                          unfolded.addAll(list.subList(index + 1, list.size()));
                          return unfolded;
                        }));
  }

  private static Stream<List<?>> blocks(Object statement) {
    return Tree.children(statement).stream()
        .flatMap(
            child ->
                child instanceof Statement.Catch || child instanceof Statement.Case
                    ? Tree.children(child).stream()
                    : Stream.of(child))
        .filter(child -> child instanceof List<?> list && isBlock(list))
        .map(child -> (List<?>) child);
  }

  private static boolean isBlock(List<?> list) {
    return !list.isEmpty() && list.get(0) instanceof Statement;
  }

  /** A constant, or a part of the expression that has its kind. */
  private static Stream<?> simpler(Expression expression) {
    var kind = Kinds.of(expression);
    if (kind.isEmpty() || expression instanceof Expression.Constant) {
      return Stream.empty();
    }
    Stream<Expression> constants =
        Stream.of(1L, 0L).map(value -> new Expression.Constant(kind.get(), value));
    Stream<Expression> parts =
        Tree.nodes(expression)
            .skip(1)
            .filter(Expression.class::isInstance)
            .map(Expression.class::cast)
            .filter(part -> Kinds.of(part).equals(kind));
    return Stream.concat(constants, parts);
  }
}
