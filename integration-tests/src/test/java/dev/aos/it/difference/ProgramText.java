package dev.aos.it.difference;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Programs as texts: {@code (Name component component)} for a record, {@code [element element]} for
 * a list, texts in quotes, all else as it is.
 */
final class ProgramText {

  private static final Pattern TOKEN =
      Pattern.compile("\\s*([()\\[\\]]|\"[^\"]*\"|[^\\s()\\[\\]\"]+)");
  private static final Pattern COMMENT = Pattern.compile("(?m)^#.*$");
  private static final Map<String, Class<?>> RECORDS =
      Stream.of(Program.class, Statement.class, Expression.class)
          .flatMap(type -> Stream.concat(Stream.of(type), Stream.of(type.getDeclaredClasses())))
          .filter(Class::isRecord)
          .collect(Collectors.toMap(Class::getSimpleName, Function.identity()));

  private final List<String> tokens = new ArrayList<>();
  private int next;

  private ProgramText(String text) {
    Matcher matcher = TOKEN.matcher(COMMENT.matcher(text).replaceAll(""));
    while (matcher.lookingAt()) {
      tokens.add(matcher.group(1));
      matcher.region(matcher.end(), matcher.regionEnd());
    }
  }

  /** The program that a text is of. Lines that begin with {@code #} are comments. */
  static Program read(String text) {
    return (Program) new ProgramText(text).value(Program.class);
  }

  /** The text of a program. */
  static String write(Program program) {
    StringBuilder text = new StringBuilder();
    write(text, program, "\n");
    return text.append('\n').toString();
  }

  private static void write(StringBuilder text, Object node, String indent) {
    if (node instanceof String) {
      text.append('"').append(node).append('"');
    } else if (node instanceof List<?> list) {
      text.append('[');
      children(text, list, indent, "");
      text.append(']');
    } else if (node instanceof Record) {
      text.append('(').append(node.getClass().getSimpleName());
      children(text, Tree.children(node), indent, " ");
      text.append(')');
    } else {
      text.append(node);
    }
  }

  /** Statements and methods stand on lines of their own. */
  private static void children(
      StringBuilder text, List<?> children, String indent, String separator) {
    String before = separator;
    for (Object child : children) {
      boolean ownLine =
          child instanceof Statement
              || child instanceof Program.Method
              || child instanceof Program.Constructor;
      text.append(ownLine ? indent + "  " : before);
      write(text, child, ownLine ? indent + "  " : indent);
      before = " ";
    }
  }

  private Object value(Type type) {
    String token = tokens.get(next++);
    if (token.equals("[")) {
      return list(((ParameterizedType) type).getActualTypeArguments()[0]);
    }
    if (token.equals("(")) {
      return record(RECORDS.get(tokens.get(next++)));
    }
    if (token.startsWith("\"")) {
      return token.substring(1, token.length() - 1);
    }
    return plain((Class<?>) type, token);
  }

  private Object list(Type element) {
    List<Object> elements = new ArrayList<>();
    while (!tokens.get(next).equals("]")) {
      elements.add(value(element));
    }
    next++;
    return List.copyOf(elements);
  }

  private Object record(Class<?> type) {
    List<Object> components = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      components.add(value(component.getGenericType()));
    }
    if (!tokens.get(next++).equals(")")) {
      throw new IllegalArgumentException(type.getSimpleName() + " has more components");
    }
    return Tree.create(type, components);
  }

  private static Object plain(Class<?> type, String token) {
    if (type == int.class) {
      return Integer.valueOf(token);
    }
    if (type == long.class) {
      return Long.valueOf(token);
    }
    if (type == boolean.class) {
      return Boolean.valueOf(token);
    }
    for (Object constant : type.getEnumConstants()) {
      if (constant.toString().equals(token)) {
        return constant;
      }
    }
    throw new IllegalArgumentException("no " + type.getSimpleName() + ": " + token);
  }
}
