package dev.aos.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A one-thread loop with an entry, and a blocking call that ends when the test says so. */
final class TestLoop implements AutoCloseable {

  /** A handler's code. */
  interface Body {
    void run() throws Exception;

    /** The object that handles the event; by default nobody else handles with it. */
    default Object handler() {
      return this;
    }

    /** The same code of a handler that others share. */
    default Body of(Object handler) {
      Body code = this;
      return new Body() {
        @Override
        public void run() throws Exception {
          code.run();
        }

        @Override
        public Object handler() {
          return handler;
        }
      };
    }
  }

  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
  private static final AtomicInteger NAMES = new AtomicInteger();

  private final OneThread executor = new OneThread();
  private final List<String> log = new ArrayList<>();
  private final Map<String, Call> calls = new ConcurrentHashMap<>();
  private final MethodHandle guard;
  private final MethodHandle closingGuard;
  private final MethodHandle onlyWaitingGuard;
  private final MethodHandle wovenCall;
  private final Site site;
  private volatile boolean reading = true;
  private volatile boolean atOnce;
  private volatile int readRequests;
  private volatile Throwable lastError;

  /** The loop's executor, which may refuse some tasks. */
  private static final class OneThread extends ThreadPoolExecutor {
    private final AtomicInteger toRefuse = new AtomicInteger();

    OneThread() {
      super(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    }

    @Override
    public void execute(Runnable task) {
      if (toRefuse.get() > 0) {
        toRefuse.decrementAndGet();
        throw new RejectedExecutionException("full");
      }
      super.execute(task);
    }
  }

  /** One blocking call: who makes it, and how it ends. */
  private static final class Call {
    private Thread thread;
    private boolean ended;
    private Runnable body = () -> {};
    private Exception failure;

    synchronized void end(Exception with) {
      failure = with;
      ended = true;
      notifyAll();
    }

    synchronized void awaitEnd() throws Exception {
      body.run();
      thread = Thread.currentThread();
      notifyAll();
      while (!ended) {
        wait();
      }
      if (failure != null) {
        throw failure;
      }
    }

    synchronized Thread awaitBegin() throws InterruptedException {
      while (thread == null) {
        wait();
      }
      return thread;
    }
  }

  TestLoop() {
    this(SiteSettings.LaneWidth.CHANNEL, false);
  }

  TestLoop(SiteSettings.LaneWidth laneWidth, boolean cancelOnClose) {
    this(
        laneWidth,
        cancelOnClose,
        CallPolicy.BUILT_IN,
        new PoolSettings(newPool(), 4, 100, TimeUnit.SECONDS.toNanos(10)));
  }

  TestLoop(
      SiteSettings.LaneWidth laneWidth,
      boolean cancelOnClose,
      CallPolicy policy,
      PoolSettings settings) {
    String pool = settings.name();
    Pools.open(List.of(settings));
    int siteNumber =
        Registry.add(
            TestSite.at("TestLoop", "blockingCall", 1, "TestLoop.block", pool)
                .lane(laneWidth)
                .cancelOnClose(cancelOnClose)
                .policy(policy)
                .settings());
    site = Registry.site(siteNumber);
    try {
      wovenCall = wovenCall(siteNumber);
      guard = guard(Set.of());
      closingGuard = guard(Set.of(EntrySettings.Trait.CLOSES));
      onlyWaitingGuard = guard(Set.of(EntrySettings.Trait.ONLY_WAITS));
    } catch (ReflectiveOperationException impossible) {
      throw new AssertionError(impossible);
    }
  }

  /** A name for a pool that no other test has. */
  static String newPool() {
    return "loop" + NAMES.incrementAndGet();
  }

  private MethodHandle wovenCall(int siteNumber) throws ReflectiveOperationException {
    MethodType type = MethodType.methodType(String.class, String.class);
    MethodHandle block = LOOKUP.findVirtual(TestLoop.class, "block", type);
    return Linker.call(LOOKUP, "block", block.type(), block, siteNumber).getTarget();
  }

  private MethodHandle guard(Set<EntrySettings.Trait> traits) throws ReflectiveOperationException {
    MethodType type = MethodType.methodType(void.class, Object.class, Body.class);
    MethodHandle self = LOOKUP.findSpecial(TestLoop.class, "enter", type, TestLoop.class);
    int entry =
        Registry.add(
            new EntrySettings(
                "test",
                "TestLoop",
                "enter",
                path(new Path.Argument(0)),
                new Resume.ByExecutor(path(new Path.This(), new Path.Field("executor"))),
                Optional.empty(),
                Set.of(),
                new SourcePaths(
                    Optional.of(path(new Path.This(), new Path.Call("isReading", List.of()))),
                    Optional.of(path(new Path.This(), new Path.Call("setReading", List.of(false)))),
                    Optional.of(path(new Path.This(), new Path.Call("setReading", List.of(true)))),
                    Optional.of(path(new Path.This(), new Path.Call("readAgain", List.of())))),
                Optional.empty(),
                Optional.of(path(new Path.This(), new Path.Call("failed", List.of(new Path.It())))),
                Optional.empty(),
                Optional.empty(),
                Optional.of(path(new Path.Argument(1), new Path.Call("handler", List.of()))),
                traits));
    return Linker.entry(LOOKUP, "enter", self.type().changeReturnType(boolean.class), self, entry)
        .getTarget();
  }

  private static Path path(Path.Root root, Path.Step... steps) {
    return new Path(root.toString(), root, List.of(steps));
  }

  /** The entry: what weaving makes of {@code void enter(key, body) { body.run(); }}. */
  void enter(Object key, Body body) throws Exception {
    enter(guard, key, body);
  }

  private void enter(MethodHandle through, Object key, Body body) throws Exception {
    try {
      if ((boolean) through.invokeExact(this, key, body)) {
        return;
      }
    } catch (Throwable thrown) {
      throw Sneaky.rethrow(thrown);
    }
    body.run();
  }

  /** Lets the loop enter a handler, and returns when the entry has returned. */
  void event(Object key, Body body) throws Exception {
    executor
        .submit(
            () -> {
              enter(key, body);
              return null;
            })
        .get();
  }

  /** Lets the loop enter a handler that hears of the end of its source. */
  void closing(Object key, Body body) throws Exception {
    executor
        .submit(
            () -> {
              enter(closingGuard, key, body);
              return null;
            })
        .get();
  }

  /** Lets something go on, on the loop, that only waits for a suspended handler. */
  void waiting(Object key, Body body) throws Exception {
    executor
        .submit(
            () -> {
              enter(onlyWaitingGuard, key, body);
              return null;
            })
        .get();
  }

  /** Runs a task on the loop that is no entry. */
  void onLoop(Runnable task) throws Exception {
    executor.submit(task).get();
  }

  /** The woven call. */
  String blockingCall(String name) throws Exception {
    try {
      return (String) wovenCall.invokeExact(this, name);
    } catch (Throwable thrown) {
      throw Sneaky.rethrow(thrown);
    }
  }

  private String block(String name) throws Exception {
    if (!atOnce) {
      call(name).awaitEnd();
    }
    return name;
  }

  private Call call(String name) {
    return calls.computeIfAbsent(name, ignored -> new Call());
  }

  /** What the callee does, on the worker, before it waits for its end. */
  void callee(String name, Runnable body) {
    call(name).body = body;
  }

  void awaitCall(String name) throws InterruptedException {
    call(name).awaitBegin();
  }

  Thread callThread(String name) throws InterruptedException {
    return call(name).awaitBegin();
  }

  void complete(String name) {
    call(name).end(null);
  }

  void completeAtOnce() {
    atOnce = true;
  }

  void fail(String name, Exception failure) {
    call(name).end(failure);
  }

  Thread thread() throws Exception {
    return executor.submit(Thread::currentThread).get();
  }

  /** The next tasks are refused, though the loop lives. */
  void refuseTasks(int count) {
    executor.toRefuse.set(count);
  }

  int tasksToRefuse() {
    return executor.toRefuse.get();
  }

  Site site() {
    return site;
  }

  boolean isReading() {
    return reading;
  }

  void setReading(boolean value) {
    reading = value;
  }

  void readAgain() {
    readRequests = readRequests + 1;
  }

  int readRequests() {
    return readRequests;
  }

  void failed(Throwable thrown) {
    lastError = thrown;
    log("error");
  }

  Throwable lastError() {
    return lastError;
  }

  void log(String line) {
    synchronized (log) {
      log.add(line);
      log.notifyAll();
    }
  }

  void awaitLog(String... lines) throws InterruptedException {
    awaitLog(List.of(lines));
  }

  /** Waits until as many lines are there, and compares them. */
  void awaitLog(List<String> lines) throws InterruptedException {
    synchronized (log) {
      while (log.size() < lines.size()) {
        log.wait();
      }
      assertEquals(lines, log);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
