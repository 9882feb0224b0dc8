package dev.aos.runtime;

import java.util.Optional;

/**
 * One kind of thread state that follows handlers, as core describes it. Names only: the classes are
 * the application's, and there may be several of one name or none.
 *
 * @param text the state's name, as the rules write it, for messages
 * @param owner the class whose loading makes the carrier of use, by its binary name
 * @param source how the state is read and written
 * @param onWorkers whether the state goes to the worker that runs a call, and back
 */
public record CarrierSettings(String text, String owner, Source source, boolean onWorkers) {

  /** How state is read and written. */
  public sealed interface Source {}

  /**
   * A static field of the owner that holds a {@link ThreadLocal} or a {@code FastThreadLocal}.
   *
   * @param field the field's name
   * @param copy whether handlers change the value in place, so that a thread that keeps its own
   *     needs a copy
   */
  public record Field(String field, boolean copy) implements Source {}

  /**
   * Methods or fields.
   *
   * @param get gives the state; null, zero, {@code false} and an empty collection are "none"
   * @param put sets the state {@code it}
   * @param clear makes it none; absent = {@code put} of null
   * @param clearFirst whether {@code put} adds to what is there, so that {@code clear} comes first
   */
  public record Calls(Path get, Path put, Optional<Path> clear, boolean clearFirst)
      implements Source {}

  /**
   * The same for every element of a list.
   *
   * @param elements gives a {@link java.util.List}
   * @param type the elements' type, by its binary name
   * @param calls paths with the element as {@code this}
   */
  public record Each(Path elements, String type, Calls calls) implements Source {}

  @Override
  public String toString() {
    return text;
  }
}
