package dev.aos.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Thread state follows the handlers of a hand-made loop. */
@Timeout(10)
class ThreadStateTest extends OnOneLoop {

  /** An application's own holder, private as such things are. */
  private static final class Tenant {
    private static final ThreadLocal<String> CURRENT = new ThreadLocal<>();
  }

  /** One whose initial value would hide that nothing was there. */
  private static final class Counted {
    private static int made;
    private static final ThreadLocal<Object> CURRENT =
        ThreadLocal.withInitial(
            () -> {
              made++;
              return "initial";
            });
  }

  /** State that handlers change in place. */
  private static final class Bound {
    private static final ThreadLocal<Map<String, String>> RESOURCES = new ThreadLocal<>();

    static void bind(String key, String value) {
      if (RESOURCES.get() == null) {
        RESOURCES.set(new HashMap<>());
      }
      RESOURCES.get().put(key, value);
    }
  }

  /** State behind methods, of a primitive type. */
  static final class Depth {
    private static final ThreadLocal<int[]> HIDDEN = ThreadLocal.withInitial(() -> new int[1]);

    static int get() {
      return HIDDEN.get()[0];
    }

    static void set(int value) {
      HIDDEN.get()[0] = value;
    }
  }

  /** State of a library that breaks. */
  static final class Broken {
    static Object get() {
      throw new IllegalStateException("broken");
    }

    static void set(Object value) {
      throw new IllegalStateException("broken: " + value);
    }
  }

  /** State in registered objects, as Micrometer has it. */
  static final class Accessor {
    private static final List<Accessor> ALL = new ArrayList<>();
    private final ThreadLocal<Object> hidden = new ThreadLocal<>();

    static List<Accessor> all() {
      return ALL;
    }

    Object get() {
      return hidden.get();
    }

    void put(Object value) {
      hidden.set(value);
    }

    void reset() {
      hidden.remove();
    }
  }

  /** Stays uninitialised until a test uses it. */
  private static final class Late {
    private static boolean initialized() {
      return Flags.lateIsInitialized;
    }

    static {
      Flags.lateIsInitialized = true;
    }

    private static final ThreadLocal<String> CURRENT = new ThreadLocal<>();
  }

  private static final class Flags {
    private static boolean lateIsInitialized;
  }

  @BeforeAll
  static void open() throws Exception {
    assertEquals("", ThreadLocals.obstacle());
    assertEquals("", LoadedClasses.obstacle());
    Accessor.all().add(new Accessor());
    Accessor.all().add(new Accessor());
    Class<?>[] initialized = {Tenant.class, Counted.class, Bound.class, Depth.class, Broken.class};
    Carriers.install(
        List.of(
            field(Tenant.class, "CURRENT", false),
            field(Counted.class, "CURRENT", false),
            field(Bound.class, "RESOURCES", true),
            field(Late.class, "CURRENT", false),
            calls(Depth.class, "get", "set", false),
            calls(Broken.class, "get", "set", true),
            accessors()));
    for (Class<?> type : initialized) {
      Class.forName(type.getName(), true, type.getClassLoader());
      Carriers.classDefined(type.getName(), type.getClassLoader());
    }
    Carriers.classDefined(Accessor.class.getName(), Accessor.class.getClassLoader());
    // A class literal does not initialise it either.
    Carriers.classDefined(
        ThreadStateTest.class.getName() + "$Late", ThreadStateTest.class.getClassLoader());
  }

  private static CarrierSettings field(Class<?> owner, String field, boolean copy) {
    return new CarrierSettings(
        owner.getSimpleName(), owner.getName(), new CarrierSettings.Field(field, copy), true);
  }

  private static CarrierSettings calls(Class<?> owner, String get, String put, boolean onWorkers) {
    return new CarrierSettings(
        owner.getSimpleName(),
        owner.getName(),
        new CarrierSettings.Calls(
            path(new Path.Type(owner.getName()), new Path.Call(get, List.of())),
            path(new Path.Type(owner.getName()), new Path.Call(put, List.of(new Path.It()))),
            Optional.empty(),
            false),
        onWorkers);
  }

  private static CarrierSettings accessors() {
    String name = Accessor.class.getName();
    return new CarrierSettings(
        "accessors",
        name,
        new CarrierSettings.Each(
            path(new Path.Type(name), new Path.Call("all", List.of())),
            name,
            new CarrierSettings.Calls(
                path(new Path.This(), new Path.Call("get", List.of())),
                path(new Path.This(), new Path.Call("put", List.of(new Path.It()))),
                Optional.of(path(new Path.This(), new Path.Call("reset", List.of()))),
                false)),
        true);
  }

  private static Path path(Path.Root root, Path.Step... steps) {
    return new Path(root.toString(), root, List.of(steps));
  }

  /** Suspends a handler of lane a that has done something, runs b, and lets a go on. */
  private void between(Runnable before, Runnable other, Runnable after, String... log)
      throws Exception {
    loop.event(
        "a",
        () -> {
          before.run();
          loop.blockingCall("a");
          after.run();
          loop.log("end");
        });
    loop.awaitCall("a");
    loop.event("b", other::run);
    loop.complete("a");
    List<String> lines = new ArrayList<>(List.of(log));
    lines.add("end");
    loop.awaitLog(lines);
  }

  @Test
  void aSuspendedHandlersStateIsNotSeenByOthersAndIsBackAfterwards() throws Exception {
    between(
        () -> Tenant.CURRENT.set("a"),
        () -> loop.log("b sees " + Tenant.CURRENT.get()),
        () -> loop.log("a sees " + Tenant.CURRENT.get()),
        "b sees null",
        "a sees a");
  }

  @Test
  void theCalleeSeesTheStateAndWhatItChangesComesBack() throws Exception {
    loop.callee(
        "a",
        () -> {
          loop.log("callee sees " + Tenant.CURRENT.get());
          Tenant.CURRENT.set("changed");
          Thread.currentThread().setContextClassLoader(null);
        });
    loop.event(
        "a",
        () -> {
          Tenant.CURRENT.set("a");
          loop.blockingCall("a");
          loop.log("a sees " + Tenant.CURRENT.get());
          loop.log("loader " + Thread.currentThread().getContextClassLoader());
        });
    loop.complete("a");
    loop.awaitLog("callee sees a", "a sees changed", "loader null");
  }

  @Test
  void theWorkerKeepsItsOwn() throws Exception {
    loop.event(
        "a",
        () -> {
          Tenant.CURRENT.set("a");
          loop.blockingCall("a");
          loop.log("a done");
        });
    loop.complete("a");
    loop.awaitLog("a done");
    loop.callee("b", () -> loop.log("callee of b sees " + Tenant.CURRENT.get()));
    loop.event(
        "b",
        () -> {
          Tenant.CURRENT.remove();
          loop.blockingCall("b");
        });
    loop.awaitLog("a done", "callee of b sees null");
    loop.complete("b");
  }

  @Test
  void theThreadsOwnStateIsSwappedNotCleared() throws Exception {
    loop.onLoop(() -> Tenant.CURRENT.set("the loop's"));
    between(
        () -> {
          loop.log("a found " + Tenant.CURRENT.get());
          Tenant.CURRENT.set("a");
        },
        () -> loop.log("b found " + Tenant.CURRENT.get()),
        () -> loop.log("a sees " + Tenant.CURRENT.get()),
        "a found the loop's",
        "b found the loop's",
        "a sees a");
  }

  @Test
  void whatAHandlerLeavesAsItFoundItIsAsTheThreadHasItNow() throws Exception {
    between(
        () -> Tenant.CURRENT.set("a"),
        () -> Tenant.CURRENT.set("left by b"),
        () -> Tenant.CURRENT.remove());
    loop.onLoop(() -> loop.log("the loop has " + Tenant.CURRENT.get()));
    loop.awaitLog("end", "the loop has left by b");
  }

  @Test
  void whatAHandlerLeavesBehindStaysAsWithoutTheAgent() throws Exception {
    between(() -> Tenant.CURRENT.set("left by a"), () -> {}, () -> {});
    loop.onLoop(() -> loop.log("the loop has " + Tenant.CURRENT.get()));
    loop.awaitLog("end", "the loop has left by a");
  }

  @Test
  void aHandlerInsideAnotherTakesOnlyItsOwnStateAlong() throws Exception {
    loop.event(
        "a",
        () -> {
          Bound.bind("who", "a");
          loop.enter(
              "b",
              () -> {
                Bound.bind("who", "b");
                loop.blockingCall("b");
                loop.log("b has " + Bound.RESOURCES.get());
              });
          loop.log("a has " + Bound.RESOURCES.get());
        });
    loop.complete("b");
    loop.awaitLog("a has {who=a}", "b has {who=b}");
  }

  @Test
  void noInitialValueIsMadeByLooking() throws Exception {
    int made = Counted.made;
    between(() -> {}, () -> loop.log("b"), () -> {}, "b");
    assertEquals(made, Counted.made);
    loop.close();
    loop = new TestLoop();
    between(
        () -> Counted.CURRENT.set(null),
        () -> loop.log("b has " + Counted.CURRENT.get()),
        () -> loop.log("a has " + Counted.CURRENT.get()),
        "b has initial",
        "a has null");
    assertEquals(made + 1, Counted.made);
  }

  @Test
  void stateOfAPrimitiveTypeIsZeroWhereThereIsNone() throws Exception {
    loop.callee("a", () -> loop.log("callee has " + Depth.get()));
    between(
        () -> Depth.set(3),
        () -> loop.log("b has " + Depth.get()),
        () -> loop.log("a has " + Depth.get()),
        "callee has 0",
        "b has 0",
        "a has 3");
  }

  @Test
  void stateOfRegisteredObjects() throws Exception {
    Accessor first = Accessor.all().get(0);
    Accessor second = Accessor.all().get(1);
    between(
        () -> second.put("a"),
        () -> loop.log("b has " + first.get() + second.get()),
        () -> loop.log("a has " + first.get() + second.get()),
        "b has nullnull",
        "a has nulla");
  }

  @Test
  void theInterruptFlagFollowsTheHandler() throws Exception {
    loop.callee("a", () -> loop.log("callee " + Thread.interrupted()));
    between(
        () -> Thread.currentThread().interrupt(),
        () -> loop.log("b " + Thread.currentThread().isInterrupted()),
        () -> loop.log("a " + Thread.currentThread().isInterrupted()),
        "callee true",
        "b false",
        "a false");
  }

  @Test
  void anInterruptOfTheLoopStaysWithTheLoop() {
    CarriedState handler = new CarriedState(ThreadState.copied());
    OffloadedCall call = new OffloadedCall(loop.site().linked(), null, null, null, null);
    handler.leave(call);
    Thread.currentThread().interrupt();
    handler.comeBack(call, false);
    assertFalse(Thread.currentThread().isInterrupted(), "the handler is not meant");
    handler.end();
    assertTrue(Thread.interrupted(), "the loop still is");
  }

  @Test
  void anInterruptOfAThreadThatIsTheHandlersGoesToTheHandler() {
    CarriedState handler = new CarriedState(ThreadState.copied());
    OffloadedCall call = new OffloadedCall(loop.site().linked(), null, null, null, null);
    handler.leave(call);
    Thread.currentThread().interrupt();
    handler.comeBack(call, true);
    assertTrue(Thread.interrupted(), "the handler is meant");
    handler.end();
    assertFalse(Thread.currentThread().isInterrupted(), "the thread itself is not");
  }

  @Test
  void theContextClassLoaderFollowsTheHandler() throws Exception {
    ClassLoader own = new ClassLoader() {};
    loop.callee(
        "a", () -> loop.log("callee " + (Thread.currentThread().getContextClassLoader() == own)));
    between(
        () -> Thread.currentThread().setContextClassLoader(own),
        () -> loop.log("b " + (Thread.currentThread().getContextClassLoader() == own)),
        () -> loop.log("a " + (Thread.currentThread().getContextClassLoader() == own)),
        "callee true",
        "b false",
        "a true");
  }

  @Test
  void aCarrierThatFailsIsDroppedAndReportedOnce() throws Exception {
    between(() -> {}, () -> {}, () -> {});
    long reports =
        Incidents.all().stream().filter(line -> line.contains("Broken is not carried")).count();
    assertEquals(1, reports);
  }

  @Test
  void aClassIsNotInitializedByLookingAndCarriedOnceItIs() throws Exception {
    between(() -> {}, () -> {}, () -> {});
    assertFalse(Flags.lateIsInitialized);
    loop.close();
    loop = new TestLoop();
    between(
        () -> Late.CURRENT.set("a"),
        () -> loop.log("b has " + Late.CURRENT.get()),
        () -> loop.log("a has " + Late.CURRENT.get() + Late.initialized()),
        "b has null",
        "a has atrue");
  }

  @Test
  void nothingIsAllocatedWhereThereIsNothing() throws Exception {
    loop.onLoop(() -> loop.log("idle " + (ThreadState.copied() == ThreadState.IDLE)));
    loop.awaitLog("idle true");
    assertSame(ThreadState.copied(), ThreadState.copied());
  }
}
