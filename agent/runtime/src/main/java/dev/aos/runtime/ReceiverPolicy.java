package dev.aos.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a rule says of the objects that its calls are made on. A class is given by its binary name;
 * with {@code +} at the end its subtypes are meant too, with {@code .*} or {@code $*} all classes
 * whose names go on with one more name, with {@code .**} all of the package and below.
 *
 * @param onlyOn the classes whose instances are meant at all; with {@code onlyIf} empty: all
 * @param onlyIf a path to a boolean: is the call meant, if {@code onlyOn} does not say so?
 * @param directOn the classes on whose instances no call blocks
 * @param directIf a path to a boolean: will this call not block?
 * @param returns a path, with {@code it} for the result, to what the handler gets instead
 */
public record ReceiverPolicy(
    List<String> onlyOn,
    Optional<Path> onlyIf,
    List<String> directOn,
    Optional<Path> directIf,
    Optional<Path> returns) {

  /** All calls are meant, and all may block. */
  public static final ReceiverPolicy ALL =
      new ReceiverPolicy(
          List.of(), Optional.empty(), List.of(), Optional.empty(), Optional.empty());

  /** The same with more classes on whose instances no call blocks. */
  public ReceiverPolicy withDirectOn(List<String> more) {
    List<String> all = new ArrayList<>(directOn);
    all.addAll(more);
    return new ReceiverPolicy(onlyOn, onlyIf, List.copyOf(all), directIf, returns);
  }
}
