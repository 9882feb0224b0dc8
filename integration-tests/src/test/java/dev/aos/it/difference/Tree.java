package dev.aos.it.difference;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Programs as trees of records, whatever the records are. */
final class Tree {

  private Tree() {
    // no instances
  }

  /** A node and all below it, in order. */
  static Stream<Object> nodes(Object node) {
    return Stream.concat(Stream.of(node), children(node).stream().flatMap(Tree::nodes));
  }

  /** How large a tree is. */
  static int size(Object node) {
    return (int) nodes(node).count();
  }

  /** The elements of a list, or the components of a record. */
  static List<Object> children(Object node) {
    if (node instanceof List<?> list) {
      return new ArrayList<>(list);
    }
    if (!(node instanceof Record)) {
      return List.of();
    }
    List<Object> children = new ArrayList<>();
    for (RecordComponent component : node.getClass().getRecordComponents()) {
      children.add(valueOf(component, node));
    }
    return children;
  }

  /** The same node with other children. */
  static Object with(Object node, List<?> children) {
    return node instanceof List ? List.copyOf(children) : create(node.getClass(), children);
  }

  /** A record of some type. */
  static Object create(Class<?> type, List<?> children) {
    try {
      Constructor<?> constructor = type.getDeclaredConstructors()[0];
      constructor.setAccessible(true);
      return constructor.newInstance(children.toArray());
    } catch (InvocationTargetException | InstantiationException | IllegalAccessException failed) {
      throw new IllegalStateException(type.getName(), failed);
    }
  }

  private static Object valueOf(RecordComponent component, Object node) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(node);
    } catch (InvocationTargetException | IllegalAccessException failed) {
      throw new IllegalStateException(component.toString(), failed);
    }
  }
}
