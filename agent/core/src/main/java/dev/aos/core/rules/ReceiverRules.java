package dev.aos.core.rules;

import java.util.ArrayList;
import java.util.List;

/**
 * What the rules say of receivers.
 *
 * @param threadSafe types whose instances, and those of their subtypes, take overlapping calls
 * @param handles types whose instances belong to something else, whose order they share
 */
public record ReceiverRules(List<TypePattern> threadSafe, List<HandleType> handles) {

  /** Nothing. */
  public static ReceiverRules none() {
    return new ReceiverRules(List.of(), List.of());
  }

  /** The same with more types that are thread-safe. */
  ReceiverRules withThreadSafe(List<TypePattern> more) {
    List<TypePattern> all = new ArrayList<>(threadSafe);
    all.addAll(more);
    return new ReceiverRules(List.copyOf(all), handles);
  }
}
