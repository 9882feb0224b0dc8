package dev.aos.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aos.it.fixture.shapes.EveryShape;
import dev.aos.it.harness.ChildJvm;
import dev.aos.it.harness.EveryJdk;
import dev.aos.it.harness.InContainers;
import dev.aos.it.harness.Jdk;
import dev.aos.it.harness.Jdks;
import dev.aos.it.harness.Recordings;
import dev.aos.it.harness.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A call of every shape is linked, runs on a worker, and gives what it gives without the agent; or
 * is left alone for a reason.
 */
@InContainers
class CallShapesIT {

  private static final String SHAPES = "dev.aos.it.fixture.shapes.";

  private static final String RULES =
      """
      version: 1
      event-loops:
        - classes: ["dev.aos.it.fixture.shapes.*"]
          loop: %s
      offload:
        - dev.aos.it.fixture.backend.Parent
        - dev.aos.it.fixture.backend.Role
        - dev.aos.it.fixture.backend.Wide
        - dev.aos.it.fixture.backend.Shapes.new
        - dev.aos.it.fixture.shapes.Child.byPrivate
        - dev.aos.it.fixture.shapes.Child$Nested.byNestMate
        - dev.aos.it.fixture.shapes.Child$Own.byPrivateOfInterface
        - java.lang.Object.clone
        - java.lang.Class.forName
        - java.util.ResourceBundle.getBundle
        - java.sql.DriverManager.getConnection
        - java.lang.reflect.Method.invoke
        - java.lang.invoke.MethodHandle.invokeExact
        - java.lang.invoke.VarHandle.getAndAdd
      """;

  /** What stands for each shape in the report; where no name is enough, the caller too. */
  private static final Map<String, String> DISPATCHED = new LinkedHashMap<>();

  private static final Map<String, String> LEFT =
      Map.of(
          "invokeExact", "signature-polymorphic",
          "VarHandle", "signature-polymorphic",
          "array receiver", "the receiver is an array",
          "Slots255", "255 argument slots, more than the 254 possible");

  static {
    DISPATCHED.put("static", "Parent.byClass");
    DISPATCHED.put("void", "Parent.byVoid");
    DISPATCHED.put("varargs", "Parent.byVariableArguments");
    DISPATCHED.put("long and double", "Parent.byWideArguments");
    DISPATCHED.put("virtual", "Parent.byVirtual");
    DISPATCHED.put("protected", "Child.byProtected ");
    DISPATCHED.put("protected static", "Child.byProtectedClass");
    DISPATCHED.put("private", "Child.byPrivate");
    DISPATCHED.put("private of a nest mate", "Nested.byNestMate");
    DISPATCHED.put("interface", "Role.byInterface ");
    DISPATCHED.put("interface default", "Role.byDefault");
    DISPATCHED.put("interface static", "Role.byInterfaceItself");
    DISPATCHED.put("interface private", "Own.byPrivateOfInterface");
    DISPATCHED.put("super", "Parent.bySuper ");
    DISPATCHED.put("super, protected", "Parent.bySuperProtected");
    DISPATCHED.put("super, in a lambda", "Parent.bySuperInLambda");
    DISPATCHED.put("super, varargs", "Parent.bySuperWithVariableArguments");
    DISPATCHED.put("super, of an inner class", "Parent.bySuperOfInnerClass");
    DISPATCHED.put("super, throwing", "Parent.bySuperThatThrows");
    DISPATCHED.put("super, of Object", "Object.clone");
    DISPATCHED.put("super, interface default", "Role.bySuperDefault ");
    DISPATCHED.put("super, interface default of an interface", "Role.bySuperDefaultOfInterface");
    DISPATCHED.put("Class.forName", "Class.forName");
    DISPATCHED.put("ResourceBundle.getBundle", "ResourceBundle.getBundle");
    DISPATCHED.put("DriverManager.getConnection", "DriverManager.getConnection");
    DISPATCHED.put("Slots254", "Wide.take254");
    DISPATCHED.put("NewWithoutDup", SHAPES + "NewWithoutDup.get");
    DISPATCHED.put("NewAboveItsArgument", SHAPES + "NewAboveItsArgument.get");
    DISPATCHED.put("NewInALocal", SHAPES + "NewInALocal.get");
  }

  private static final Map<List<Object>, Run> RUNS = new ConcurrentHashMap<>();

  private static Path generated;

  @BeforeAll
  static void generate() throws IOException {
    generated = GeneratedShapes.create();
  }

  static Stream<Arguments> dispatched() {
    return everywhere(Jdks.all(), DISPATCHED);
  }

  static Stream<Arguments> suspended() {
    return everywhere(Jdks.suspending(), DISPATCHED);
  }

  static Stream<Arguments> left() {
    return everywhere(Jdks.all(), LEFT);
  }

  private static Stream<Arguments> everywhere(List<Jdk> jdks, Map<String, String> shapes) {
    return jdks.stream()
        .flatMap(
            jdk ->
                shapes.entrySet().stream()
                    .map(shape -> Arguments.of(jdk, shape.getKey(), shape.getValue())));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("dispatched")
  void aCallIsDispatchedAndGivesTheSame(Jdk jdk, String shape, String call) {
    same(jdk, "none", shape).report().woven(call, "1 call: 1 blocked for a worker");
  }

  @ParameterizedTest(name = "{0}, {1}", allowZeroInvocations = true)
  @MethodSource("suspended")
  void aCallSuspendsItsHandlerAndGivesTheSame(Jdk jdk, String shape, String call) {
    same(jdk, "executor", shape).report().woven(call, "1 call: 1 suspended the handler");
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("left")
  void aCallIsLeftAlone(Jdk jdk, String shape, String reason) {
    same(jdk, "none", shape).report().has("left alone", reason);
  }

  @EveryJdk
  void reflectionIsDispatchedWhereHandlesSeeWhatTheirCallerSees(Jdk jdk) {
    Run run = same(jdk, "none", "Method.invoke");
    if (jdk.feature() < 18) {
      run.report().has("left alone", "Method.invoke", "it asks what its caller may access");
    } else {
      run.report().woven("Method.invoke", "1 call: 1 blocked for a worker");
    }
  }

  @EveryJdk
  void everyShapeIsTested(Jdk jdk) {
    long played = run(jdk, "none").stdout().lines().filter(line -> line.startsWith("== ")).count();
    assertEquals(DISPATCHED.size() + LEFT.size() + 1, played);
  }

  private static Run same(Jdk jdk, String loop, String shape) {
    Run with = run(jdk, loop);
    Recordings without = new Recordings(run(jdk, "").stdout());
    new Recordings(with.stdout()).checkSame(shape, without);
    return with;
  }

  /** The run with a kind of loop, or without the agent. */
  private static Run run(Jdk jdk, String loop) {
    return RUNS.computeIfAbsent(
        List.of(jdk, loop),
        key -> {
          ChildJvm child = ChildJvm.on(jdk).classPath(generated);
          return (loop.isEmpty() ? child : child.agent(RULES.formatted(loop)))
              .main(EveryShape.class)
              .arguments(
                  SHAPES + "Slots254",
                  SHAPES + "Slots255",
                  SHAPES + "NewWithoutDup",
                  SHAPES + "NewAboveItsArgument",
                  SHAPES + "NewInALocal")
              .run()
              .succeeds();
        });
  }
}
