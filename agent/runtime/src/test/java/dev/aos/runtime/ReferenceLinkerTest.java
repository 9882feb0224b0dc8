package dev.aos.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.invoke.CallSite;
import java.lang.invoke.LambdaConversionException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A method reference whose calls can't be woven is the JDK's, with all that the JDK refuses. */
class ReferenceLinkerTest {

  private static final Lookup LOOKUP = MethodHandles.lookup();
  private static final int NO_SITE = -1;

  static String text() {
    return "text";
  }

  private static CallSite link(MethodType called) throws Exception {
    MethodHandle text =
        LOOKUP.findStatic(ReferenceLinkerTest.class, "text", MethodType.methodType(String.class));
    MethodType get = MethodType.methodType(Object.class);
    return Linker.reference(
        LOOKUP,
        "get",
        MethodType.methodType(Supplier.class),
        text,
        NO_SITE,
        new Object[] {get, text, called});
  }

  @Test
  void aReferenceThatCanNotBeLinkedIsThatOfTheJdk() throws Throwable {
    CallSite linked = link(MethodType.methodType(String.class));
    Supplier<?> made = (Supplier<?>) linked.getTarget().invoke();
    assertEquals("text", made.get());
  }

  @Test
  void aReferenceThatTheJdkRefusesIsRefused() {
    assertThrows(
        LambdaConversionException.class,
        () -> link(MethodType.methodType(String.class, int.class)));
  }
}
