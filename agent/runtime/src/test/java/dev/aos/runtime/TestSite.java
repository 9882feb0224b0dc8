package dev.aos.runtime;

import java.util.Optional;

/** A call site as a rule without settings makes it, but for what a test says. */
final class TestSite {

  private final String className;
  private final String method;
  private final int line;
  private final String call;
  private final String executor;
  private SiteSettings.Dispatching dispatching = SiteSettings.Dispatching.SUSPEND;
  private SiteSettings.LaneWidth laneWidth = SiteSettings.LaneWidth.CHANNEL;
  private boolean cancelOnClose;
  private OrderSettings order = OrderSettings.none();
  private CallPolicy policy = CallPolicy.BUILT_IN;
  private Declared declares = Declared.NEITHER;

  private TestSite(String className, String method, int line, String call, String executor) {
    this.className = className;
    this.method = method;
    this.line = line;
    this.call = call;
    this.executor = executor;
  }

  /** A call in some line, made by an executor. */
  static TestSite at(String className, String method, int line, String call, String executor) {
    return new TestSite(className, method, line, call, executor);
  }

  TestSite dispatching(SiteSettings.Dispatching how) {
    dispatching = how;
    return this;
  }

  TestSite lane(SiteSettings.LaneWidth width) {
    laneWidth = width;
    return this;
  }

  TestSite cancelOnClose(boolean cancels) {
    cancelOnClose = cancels;
    return this;
  }

  TestSite order(OrderSettings settings) {
    order = settings;
    return this;
  }

  TestSite policy(CallPolicy other) {
    policy = other;
    return this;
  }

  TestSite declares(Declared exceptions) {
    declares = exceptions;
    return this;
  }

  SiteSettings settings() {
    return new SiteSettings(
        0,
        className,
        method,
        line,
        call,
        executor,
        WhenFull.WAIT,
        dispatching,
        laneWidth,
        cancelOnClose,
        order,
        policy,
        declares,
        Optional.empty());
  }
}
