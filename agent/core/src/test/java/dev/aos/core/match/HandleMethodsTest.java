package dev.aos.core.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aos.core.rules.ReadResult;
import dev.aos.core.rules.RuleFileReader;
import dev.aos.core.rules.RuleSet;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.objectweb.asm.Opcodes;

/**
 * Every method of every handle is accounted for, on the JDK that runs this: it is dispatched by a
 * pack, declared harmless, or asynchronous. One that a later JDK adds makes this fail, by name, and
 * is not passed in silence.
 */
class HandleMethodsTest {

  private static final String RULES =
      """
      version: 1
      event-loops: ["com.acme.**"]
      offload:
        - {include: jdk/files}
        - {include: jdk/streams}
        - {include: jdk/net}
        - {include: jdk/process}
        - {include: jdbc}
      """;

  /** What waits for another process: no handle's own work, but that of the pack jdk/waits. */
  private static final Set<String> WAITS = Set.of("java.lang.Process.waitFor");

  @TempDir Path folder;

  private final ClassHierarchy hierarchy =
      new ClassHierarchies().of(HandleMethodsTest.class.getClassLoader());
  private RuleSet rules;

  @BeforeEach
  void readRules() throws IOException {
    Path file = folder.resolve("aos.yaml");
    Files.writeString(file, RULES);
    ReadResult read = RuleFileReader.read(file.toString());
    rules = assertInstanceOf(ReadResult.Valid.class, read, read.toString()).rules();
  }

  /** The handle types, one a line. */
  static List<String> handles() throws IOException {
    try (InputStream list = HandleMethodsTest.class.getResourceAsStream("handles.txt")) {
      return new String(list.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("handles")
  void everyMethodIsDispatchedOrDeclaredHarmless(String handle) throws ClassNotFoundException {
    Class<?> type = Class.forName(handle, false, ClassLoader.getPlatformClassLoader());
    Set<String> unlisted = new TreeSet<>();
    int methods = 0;
    for (Method method : callable(type)) {
      methods++;
      if (!isAccountedFor(type, method)) {
        unlisted.add(method.toString());
      }
    }
    assertEquals(Set.of(), unlisted);
    assertTrue(methods > 0, "no methods");
  }

  @Test
  void oneThatNobodyListsIsNoticed() throws ReflectiveOperationException {
    assertTrue(!isAccountedFor(Thread.class, Thread.class.getMethod("yield")));
  }

  private boolean isAccountedFor(Class<?> type, Method method) {
    String owner = type.getName().replace('.', '/');
    String descriptor =
        MethodType.methodType(method.getReturnType(), method.getParameterTypes())
            .toMethodDescriptorString();
    CallSite site =
        new CallSite(opcode(type, method), owner, method.getName(), descriptor, type.isInterface());
    Decision decision = new CallMatcher(rules).decide(site, hierarchy);
    if (decision instanceof Decision.Weave) {
      return true;
    }
    return decision instanceof Decision.Skipped skipped
            && skipped.reason().startsWith("already asynchronous")
        || new CallTarget(site.member(), hierarchy).isMeantByAny(rules.harmless())
        || WAITS.contains(type.getName() + "." + method.getName());
  }

  private static int opcode(Class<?> type, Method method) {
    if (Modifier.isStatic(method.getModifiers())) {
      return Opcodes.INVOKESTATIC;
    }
    return type.isInterface() ? Opcodes.INVOKEINTERFACE : Opcodes.INVOKEVIRTUAL;
  }

  /** Public methods, and protected ones that a subclass can call; not those of Object. */
  private static List<Method> callable(Class<?> type) {
    List<Method> methods = new ArrayList<>(List.of(type.getMethods()));
    for (Class<?> owner = type; owner != null; owner = owner.getSuperclass()) {
      for (Method method : owner.getDeclaredMethods()) {
        if (Modifier.isProtected(method.getModifiers())) {
          methods.add(method);
        }
      }
    }
    methods.removeIf(method -> method.isSynthetic() || isOfObject(method));
    return methods;
  }

  private static boolean isOfObject(Method method) {
    for (Method other : Object.class.getDeclaredMethods()) {
      if (other.getName().equals(method.getName())
          && List.of(other.getParameterTypes()).equals(List.of(method.getParameterTypes()))) {
        return true;
      }
    }
    return false;
  }
}
