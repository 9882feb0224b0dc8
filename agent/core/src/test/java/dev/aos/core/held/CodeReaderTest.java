package dev.aos.core.held;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.held.Calling;
import com.acme.held.Locking;
import com.acme.held.Monitoring;
import com.acme.held.Probe;
import com.acme.held.SamePlaces;
import dev.aos.runtime.HoldingCode;
import java.io.IOException;
import java.io.InputStream;
import java.lang.StackWalker.StackFrame;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What class files say of the places at which code is really found to stand. */
class CodeReaderTest {

  static Stream<Method> methods() {
    return Stream.of(Locking.class, Monitoring.class, SamePlaces.class)
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .filter(method -> Modifier.isPublic(method.getModifiers()));
  }

  @ParameterizedTest
  @MethodSource("methods")
  void whatIsHeldWhereTheCodeCalls(Method method) throws Exception {
    Class<?> type = method.getDeclaringClass();
    Checking probe = new Checking(read(type));
    try {
      method.invoke(type.getConstructor().newInstance(), probe);
    } catch (InvocationTargetException failed) {
      if (failed.getCause() instanceof Error error) {
        throw error;
      }
      throw failed;
    }
    assertTrue(probe.calls > 0);
  }

  @Test
  void theTwoMethodsReallyCallAtTheSameIndex() {
    int[] indices = new int[2];
    new SamePlaces().locking(new Recording(indices, 0));
    new SamePlaces().counting(new Recording(indices, 1));
    assertEquals(indices[0], indices[1]);
  }

  @Test
  void aClassMayHoldSomethingUnderOneThatItCallsThere() throws IOException {
    assertTrue(read(Calling.class).mayHoldUnder(read(Calling.Running.class)));
  }

  @Test
  void aClassHoldsNothingUnderOneThatItCallsElsewhere() throws IOException {
    assertFalse(read(Calling.class).mayHoldUnder(read(Calling.Getting.class)));
  }

  @Test
  void aMethodThatCallsNothingHasNoFrameAboveIt() throws IOException {
    assertFalse(read(Calling.class).mayHoldUnder(read(Calling.Leaf.class)));
  }

  @Test
  void whatACallSiteCallsNobodyKnows() throws IOException {
    assertTrue(read(Calling.ByHandle.class).mayHoldUnder(read(Calling.Getting.class)));
  }

  @Test
  void underAClassThatNobodyKnowsAnythingMayBeHeld() throws IOException {
    assertTrue(read(Calling.class).mayHoldUnder(HoldingCode.unknown()));
    assertTrue(HoldingCode.unknown().mayHoldUnder(read(Calling.Getting.class)));
  }

  @Test
  void aClassThatNeverHoldsAnythingHoldsNothing() throws IOException {
    assertFalse(read(Calling.Running.class).mayHoldUnder(HoldingCode.unknown()));
  }

  @Test
  void nativeMethodsAreSeen() throws IOException {
    assertTrue(read(Thread.class).hasNatives());
    assertFalse(read(Locking.class).hasNatives());
  }

  @Test
  void aVersionThatNobodyKnowsIsNotRead() throws IOException {
    byte[] classFile = bytes(Monitoring.class);
    classFile[7] = (byte) 200;
    assertFalse(CodeReader.read(classFile).monitorsKnown());
  }

  @Test
  void bytesThatAreNoClassFileAreNotRead() {
    assertFalse(CodeReader.read(new byte[20]).monitorsKnown());
  }

  private static HoldingCode read(Class<?> type) throws IOException {
    return CodeReader.read(bytes(type));
  }

  /** The class file of a class of the tests. */
  static byte[] bytes(Class<?> type) throws IOException {
    String name = "/" + type.getName().replace('.', '/') + ".class";
    try (InputStream in = type.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  private static StackFrame caller() {
    return StackWalker.getInstance()
        .walk(
            frames ->
                frames
                    .filter(frame -> frame.getClassName().startsWith("com.acme.held."))
                    .findFirst()
                    .orElseThrow());
  }

  /** Asks the class file about the place from which it is called. */
  private static final class Checking implements Probe {
    private final HoldingCode code;
    private int calls;

    Checking(HoldingCode code) {
      this.code = code;
    }

    @Override
    public void locked() {
      check(true, false);
    }

    @Override
    public void monitored() {
      check(false, true);
    }

    @Override
    public void free() {
      check(false, false);
    }

    private void check(boolean lock, boolean monitor) {
      calls++;
      StackFrame caller = caller();
      String method = caller.getMethodName();
      int index = caller.getByteCodeIndex();
      assertEquals(lock, code.lockAt(method, index), "lock at " + caller);
      assertEquals(monitor, code.monitorAt(method, index), "monitor at " + caller);
    }
  }

  /** Keeps the place from which it is called. */
  private record Recording(int[] indices, int slot) implements Probe {
    @Override
    public void locked() {
      indices[slot] = caller().getByteCodeIndex();
    }

    @Override
    public void monitored() {
      locked();
    }

    @Override
    public void free() {
      locked();
    }
  }
}
