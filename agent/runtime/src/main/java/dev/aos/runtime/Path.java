package dev.aos.runtime;

import java.util.List;

/**
 * A path from an entry's arguments to a value, as loop definitions write it: {@code
 * arg0.channel().config().setAutoRead(false)}. It is data; {@link PathResolver} makes a method
 * handle of it, once, with the lookup of the class in which the entry stands.
 *
 * @param text the path as it stands in the file, for messages
 * @param root where the path begins
 * @param steps the fields and methods that follow, in order
 */
public record Path(String text, Root root, List<Step> steps) {

  /** Where a path begins. */
  public sealed interface Root {}

  /** {@code this}: the object whose entry method was called. */
  public record This() implements Root {}

  /**
   * {@code argN}: an argument of the entry method.
   *
   * @param index 0 for the first one
   */
  public record Argument(int index) implements Root {}

  /** {@code lane}: the lane's key, as the entry's own {@code lane:} path gives it. */
  public record LaneKey() implements Root {}

  /** {@code it}: the value that the place gives, for instance the exception of an error path. */
  public record It() implements Root {}

  /**
   * A class name, for static members.
   *
   * @param binaryName the class's binary name, {@code $} for nested classes
   */
  public record Type(String binaryName) implements Root {}

  /** {@code null}, as an argument. */
  public record Null() {}

  /** A member that is read or called on the value so far. */
  public sealed interface Step {

    /** The member's name. */
    String name();
  }

  /** Reads a field. */
  public record Field(String name) implements Step {}

  /**
   * Calls a method.
   *
   * @param name the method's name
   * @param arguments literals ({@link String}, {@link Integer}, {@link Long}, {@link Boolean}), a
   *     {@link Null}, an {@link It}, or a {@link Path} of its own
   */
  public record Call(String name, List<Object> arguments) implements Step {}

  @Override
  public String toString() {
    return text;
  }
}
