package dev.aos.core.rules;

import java.util.List;
import java.util.Optional;

/** Reads one argument type of a call pattern: a full Java source type. */
final class ArgumentParser {

  private static final List<String> PRIMITIVES =
      List.of("boolean", "byte", "char", "double", "float", "int", "long", "short");

  private static final String PRIMITIVE_DESCRIPTORS = "ZBCDFIJS";

  /** Types that people write without their package; only for suggestions. */
  private static final List<String> WELL_KNOWN =
      List.of(
          "java.lang.Boolean",
          "java.lang.Byte",
          "java.lang.CharSequence",
          "java.lang.Character",
          "java.lang.Class",
          "java.lang.Double",
          "java.lang.Float",
          "java.lang.Integer",
          "java.lang.Iterable",
          "java.lang.Long",
          "java.lang.Object",
          "java.lang.Runnable",
          "java.lang.Short",
          "java.lang.String",
          "java.lang.Throwable",
          "java.io.File",
          "java.io.InputStream",
          "java.io.OutputStream",
          "java.net.URI",
          "java.net.URL",
          "java.nio.ByteBuffer",
          "java.nio.charset.Charset",
          "java.nio.file.CopyOption",
          "java.nio.file.OpenOption",
          "java.nio.file.Path",
          "java.time.Duration",
          "java.util.Collection",
          "java.util.List",
          "java.util.Map",
          "java.util.Set",
          "java.util.concurrent.Callable",
          "java.util.concurrent.TimeUnit");

  private final String pattern;
  private final PatternSyntax syntax;

  /**
   * @param syntax the syntax of the whole pattern
   */
  ArgumentParser(PatternSyntax syntax) {
    this.pattern = syntax.text();
    this.syntax = syntax;
  }

  /**
   * The descriptor of a type.
   *
   * @param type the type as it is written, without spaces around it
   * @param from where its text begins, spaces included
   * @param to where its text ends
   */
  String descriptor(String type, int from, int to) throws PatternException {
    int at = type.isEmpty() ? from : pattern.indexOf(type, from);
    if (type.isEmpty()) {
      throw syntax.error("an argument is missing", at, Optional.empty());
    }
    if (type.endsWith("...")) {
      String array = type.substring(0, type.length() - 3) + "[]";
      throw syntax.error("varargs are written as an array", at, replace(from, to, array));
    }
    if (type.indexOf(' ') >= 0) {
      String first = type.substring(0, type.indexOf(' '));
      throw syntax.error("an argument is a type alone", at, replace(from, to, first));
    }
    int brackets = type.indexOf('[');
    String element = brackets < 0 ? type : type.substring(0, brackets);
    StringBuilder descriptor = new StringBuilder();
    for (int i = element.length(); i < type.length(); i += 2) {
      if (!type.startsWith("[]", i)) {
        throw syntax.error("an array is written `int[]`", at + i, Optional.empty());
      }
      descriptor.append('[');
    }
    return descriptor.append(ofElement(element, at)).toString();
  }

  private String ofElement(String type, int at) throws PatternException {
    int primitive = PRIMITIVES.indexOf(type);
    if (primitive >= 0) {
      return PRIMITIVE_DESCRIPTORS.substring(primitive, primitive + 1);
    }
    if (type.equals("void")) {
      throw syntax.error("`void` is no argument", at, Optional.of("write `()` for no arguments"));
    }
    if (type.indexOf('*') >= 0) {
      String hint = "write `*` for one argument of any type";
      throw syntax.error("an argument has no wildcard in its name", at, Optional.of(hint));
    }
    if (type.endsWith(";")) {
      String hint = "write types as in Java source: `byte[]`, `java.lang.String`";
      throw syntax.error("it has a descriptor for an argument", at, Optional.of(hint));
    }
    int dot = type.indexOf('.');
    if (dot < 0 && type.indexOf('$') < 0) {
      throw withoutPackage(type, at);
    }
    syntax.checkName(at, at + type.length());
    checkNested(type, at);
    return "L" + type.replace('.', '/') + ";";
  }

  private void checkNested(String type, int at) throws PatternException {
    for (int dot = type.indexOf('.'); dot >= 0; dot = type.indexOf('.', dot + 1)) {
      int start = type.lastIndexOf('.', dot - 1) + 1;
      if (Character.isUpperCase(type.charAt(start))) {
        String nested = type.substring(0, dot) + "$" + type.substring(dot + 1);
        String why = "a nested class is written with `$`";
        throw syntax.error(why, at + dot, replace(at, at + type.length(), nested));
      }
    }
  }

  private PatternException withoutPackage(String type, int at) {
    int end = at + type.length();
    for (String full : WELL_KNOWN) {
      if (full.substring(full.lastIndexOf('.') + 1).equalsIgnoreCase(type)) {
        String why = Quote.of(type) + " has no package";
        return syntax.error(why, at, replace(at, end, full));
      }
    }
    Optional<String> primitive = DidYouMean.closest(type, PRIMITIVES);
    if (primitive.isPresent()) {
      String why = Quote.of(type) + " is no type";
      return syntax.error(why, at, replace(at, end, primitive.get()));
    }
    String hint = "write the full name, or `*` for any type";
    return syntax.error(Quote.of(type) + " has no package", at, Optional.of(hint));
  }

  private Optional<String> replace(int from, int to, String type) {
    String space = pattern.charAt(from) == ' ' ? " " : "";
    String other = pattern.substring(0, from) + space + type + pattern.substring(to);
    Optional<String> whole = syntax.tryInstead(other);
    return whole.isPresent() ? whole : Optional.of("write " + Quote.of(type));
  }
}
