package dev.aos.runtime;

import java.util.ArrayList;
import java.util.List;

/** The bindings of a class, kept alive by it. */
final class BindingsOfClass {

  private final List<Binding> bindings = new ArrayList<>();

  synchronized void add(Binding binding) {
    bindings.add(binding);
  }
}
