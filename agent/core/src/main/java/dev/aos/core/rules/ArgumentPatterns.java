package dev.aos.core.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The ARGS of a call pattern: which parameters the method has. */
public final class ArgumentPatterns {

  /** Stands for one argument of any type. */
  static final String ONE = "*";

  /** Stands for the remaining arguments, if any. */
  static final String REST = "..";

  private final List<String> types;
  private final List<String> descriptors;
  private final boolean open;

  private ArgumentPatterns(List<String> types, List<String> descriptors, boolean open) {
    this.types = types;
    this.descriptors = descriptors;
    this.open = open;
  }

  /**
   * Reads the arguments of a pattern.
   *
   * @param syntax the syntax of the whole pattern
   * @param from where the arguments begin, after the parenthesis
   * @param to where they end, before the parenthesis
   */
  static ArgumentPatterns parse(PatternSyntax syntax, int from, int to) throws PatternException {
    String pattern = syntax.text();
    List<String> types = new ArrayList<>();
    List<String> descriptors = new ArrayList<>();
    boolean open = false;
    ArgumentParser parser = new ArgumentParser(syntax);
    if (pattern.substring(from, to).isBlank()) {
      return new ArgumentPatterns(List.of(), List.of(), false);
    }
    int start = from;
    while (start <= to) {
      int comma = pattern.indexOf(',', start);
      int end = comma < 0 ? to : comma;
      if (open) {
        throw syntax.error("`..` is the last argument", start, Optional.empty());
      }
      String type = pattern.substring(start, end).trim();
      if (type.equals(REST)) {
        open = true;
      } else {
        types.add(type);
        descriptors.add(type.equals(ONE) ? ONE : parser.descriptor(type, start, end));
      }
      start = end + 1;
    }
    return new ArgumentPatterns(List.copyOf(types), List.copyOf(descriptors), open);
  }

  /** The arguments as they are written: types and {@code *}, without a final {@code ..}. */
  public List<String> types() {
    return types;
  }

  /** Whether more arguments may follow ({@code ..}). */
  public boolean open() {
    return open;
  }

  /** Whether any arguments match: {@code (..)}. */
  boolean any() {
    return open && types.isEmpty();
  }

  /**
   * Whether a method has such arguments.
   *
   * @param methodDescriptor its descriptor
   */
  public boolean matches(String methodDescriptor) {
    int at = 1;
    for (String descriptor : descriptors) {
      if (methodDescriptor.charAt(at) == ')') {
        return false;
      }
      int end = endOfType(methodDescriptor, at);
      boolean any = descriptor.equals(ONE);
      if (!any && !same(descriptor, methodDescriptor, at, end)) {
        return false;
      }
      at = end;
    }
    return open || methodDescriptor.charAt(at) == ')';
  }

  private static boolean same(String descriptor, String text, int from, int to) {
    return descriptor.length() == to - from
        && text.regionMatches(from, descriptor, 0, descriptor.length());
  }

  private static int endOfType(String descriptor, int from) {
    int at = from;
    while (descriptor.charAt(at) == '[') {
      at++;
    }
    return descriptor.charAt(at) == 'L' ? descriptor.indexOf(';', at) + 1 : at + 1;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof ArgumentPatterns)) {
      return false;
    }
    ArgumentPatterns that = (ArgumentPatterns) other;
    return descriptors.equals(that.descriptors) && open == that.open;
  }

  @Override
  public int hashCode() {
    return descriptors.hashCode();
  }

  @Override
  public String toString() {
    String list = String.join(", ", types);
    if (!open) {
      return "(" + list + ")";
    }
    return types.isEmpty() ? "(" + REST + ")" : "(" + list + ", " + REST + ")";
  }
}
