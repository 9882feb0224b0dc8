package dev.aos.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import org.junit.jupiter.api.Test;

class NullReceiversTest {

  private final MethodHandle size = NullReceivers.refused(find("size", int.class));
  private final MethodHandle clear = NullReceivers.refused(find("clear", void.class));
  private final MethodHandle add = NullReceivers.refused(find("add", boolean.class, Object.class));

  private static MethodHandle find(String name, Class<?> result, Class<?>... parameters) {
    try {
      return MethodHandles.lookup()
          .findVirtual(List.class, name, MethodType.methodType(result, parameters));
    } catch (ReflectiveOperationException impossible) {
      throw new AssertionError(impossible);
    }
  }

  @Test
  void aCallOnAnObjectIsTheCall() throws Throwable {
    List<Object> list = new java.util.ArrayList<>(List.of("a"));
    assertEquals(1, (int) size.invokeExact((List<?>) list));
    boolean added = (boolean) add.invokeExact((List<?>) list, (Object) "b");
    assertEquals(List.of("a", "b"), list);
    assertEquals(true, added);
    clear.invokeExact((List<?>) list);
    assertEquals(List.of(), list);
  }

  @Test
  void theTraceOfACallOnNullBeginsWithTheCaller() {
    List<?> none = null;
    NullPointerException thrown =
        assertThrows(
            NullPointerException.class,
            () -> {
              int ignored = (int) size.invokeExact(none);
            });
    assertEquals(getClass().getName(), thrown.getStackTrace()[0].getClassName());
    thrown =
        assertThrows(
            NullPointerException.class,
            () -> {
              clear.invokeExact(none);
            });
    assertEquals(getClass().getName(), thrown.getStackTrace()[0].getClassName());
  }
}
