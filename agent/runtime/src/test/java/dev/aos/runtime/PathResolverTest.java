package dev.aos.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import org.junit.jupiter.api.Test;

class PathResolverTest {

  /** A framework's handler context, more or less. */
  static class Context {
    private final String name;
    private boolean reading = true;

    Context(String name) {
      this.name = name;
    }

    Context self() {
      return this;
    }

    Context setReading(boolean value) {
      reading = value;
      return this;
    }

    String joined(String text, int number) {
      return name + text + number;
    }

    static String current() {
      return "current";
    }
  }

  private static final MethodType ENTRY =
      MethodType.methodType(void.class, PathResolverTest.class, Context.class, Object.class);

  private final PathResolver resolver =
      PathResolver.ofEvent(MethodHandles.lookup(), ENTRY, true, path(new Path.Argument(0)));

  private static Path path(Path.Root root, Path.Step... steps) {
    return new Path("the path", root, List.of(steps));
  }

  private Object follow(Path path, Object... arguments) throws Throwable {
    MethodHandle handle = resolver.resolve(path, List.of(), Object.class);
    return handle.invokeWithArguments(arguments);
  }

  @Test
  void argumentsAreCountedWithoutTheReceiver() throws Throwable {
    Context context = new Context("c");
    assertEquals(context, follow(path(new Path.Argument(0)), this, context, "x"));
    assertEquals("x", follow(path(new Path.Argument(1)), this, context, "x"));
    assertEquals(this, follow(path(new Path.This()), this, context, "x"));
  }

  @Test
  void fieldsAndMethodsAreFollowedPrivateOnesToo() throws Throwable {
    Path path =
        path(new Path.Argument(0), new Path.Call("self", List.of()), new Path.Field("name"));
    assertEquals("c", follow(path, this, new Context("c"), "x"));
  }

  @Test
  void literalsAreMatchedToTheParametersTypes() throws Throwable {
    Path path = path(new Path.Argument(0), new Path.Call("joined", List.of("-", 7)));
    assertEquals("c-7", follow(path, this, new Context("c"), "x"));
  }

  @Test
  void aMethodMayBeCalledForItsEffect() throws Throwable {
    Context context = new Context("c");
    Path pause = path(new Path.Argument(0), new Path.Call("setReading", List.of(false)));
    resolver.resolve(pause, List.of(), void.class).invokeWithArguments(this, context, "x");
    assertEquals(false, context.reading);
  }

  @Test
  void aClassNameBeginsAPathOfStaticMembers() throws Throwable {
    Path path = path(new Path.Type(Context.class.getName()), new Path.Call("current", List.of()));
    assertEquals("current", follow(path, this, new Context("c"), "x"));
  }

  @Test
  void itIsTheLastParameter() throws Throwable {
    MethodHandle handle =
        resolver.resolve(path(new Path.It()), List.of(Throwable.class), Object.class);
    Throwable it = new Throwable();
    assertEquals(it, handle.invokeWithArguments(this, new Context("c"), "x", it));
  }

  @Test
  void itMayBeAnArgumentAmongLiterals() throws Throwable {
    Path path = path(new Path.Argument(0), new Path.Call("joined", List.of(new Path.It(), 7)));
    MethodHandle handle = resolver.resolve(path, List.of(String.class), Object.class);
    assertEquals("c!7", handle.invokeWithArguments(this, new Context("c"), "x", "!"));
  }

  @Test
  void anArgumentMayBeAPathOfItsOwn() throws Throwable {
    Path inner = path(new Path.Argument(0), new Path.Field("name"));
    Path path = path(new Path.Argument(0), new Path.Call("joined", List.of(inner, 7)));
    assertEquals("cc7", follow(path, this, new Context("c"), "x"));
  }

  @Test
  void aPathMayBeginWithTheLane() throws Throwable {
    Path path = path(new Path.LaneKey(), new Path.Field("name"));
    assertEquals("c", follow(path, this, new Context("c"), "x"));
  }

  @Test
  void aCastMakesTheMembersOfASubtypeKnown() throws Throwable {
    Path length =
        path(
            new Path.Argument(1),
            new Path.Call("as", List.of("java.lang.String")),
            new Path.Call("length", List.of()));
    PathResolver ofObjects =
        PathResolver.ofEvent(
            MethodHandles.lookup(),
            MethodType.methodType(void.class, Object.class, Object.class),
            false,
            path(new Path.Argument(0)));
    MethodHandle handle = ofObjects.resolve(length, List.of(), int.class);
    assertEquals(3, handle.invokeWithArguments("lane", "abc"));
    assertThrows(ClassCastException.class, () -> handle.invokeWithArguments("lane", 1));
  }

  @Test
  void whatIsUsedAfterTheEventTakesTheLanesKeyAsItWas() throws Throwable {
    PathResolver later = PathResolver.ofLane(MethodHandles.lookup(), Context.class, ENTRY, true);
    Path name = path(new Path.LaneKey(), new Path.Field("name"));
    MethodHandle handle = later.resolve(name, List.of(), Object.class);
    assertEquals("lane", handle.invokeWithArguments(new Context("lane"), this, null, "x"));
    MethodHandle argument = later.resolve(path(new Path.Argument(1)), List.of(), Object.class);
    assertEquals("x", argument.invokeWithArguments(new Context("lane"), this, null, "x"));
  }

  @Test
  void aStepThatDoesNotExistIsNamedWithItsPath() {
    Path path = path(new Path.Argument(0), new Path.Call("chanel", List.of()));
    ReflectiveOperationException failed =
        assertThrows(
            ReflectiveOperationException.class,
            () -> resolver.resolve(path, List.of(), Object.class));
    assertTrue(failed.getMessage().contains("the path"), failed.getMessage());
    assertTrue(failed.getMessage().contains("chanel"), failed.getMessage());
  }

  @Test
  void anArgumentThatTheEntryDoesNotHaveIsAnError() {
    assertThrows(
        ReflectiveOperationException.class,
        () -> resolver.resolve(path(new Path.Argument(2)), List.of(), Object.class));
  }
}
