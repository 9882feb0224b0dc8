package dev.aos.core.rules;

import dev.aos.runtime.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A type whose instances belong to something else.
 *
 * @param type the type's binary name
 * @param of the path from the handle, {@code this}, to what it belongs to
 */
public record HandleType(String type, Path of) {

  /** The paths of several, by their types. */
  public static Map<String, Path> origins(List<HandleType> handles) {
    Map<String, Path> origins = new HashMap<>();
    for (HandleType handle : handles) {
      origins.put(handle.type(), handle.of());
    }
    return origins;
  }
}
