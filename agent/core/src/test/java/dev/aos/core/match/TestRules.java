package dev.aos.core.match;

import dev.aos.core.rules.BundledFiles;
import dev.aos.core.rules.CallPattern;
import dev.aos.core.rules.EventLoopClasses;
import dev.aos.core.rules.KeepRule;
import dev.aos.core.rules.Located;
import dev.aos.core.rules.LoopChoice;
import dev.aos.core.rules.LoopDefinition;
import dev.aos.core.rules.LoopEntry;
import dev.aos.core.rules.LoopResumePoint;
import dev.aos.core.rules.LoopShutdown;
import dev.aos.core.rules.Mode;
import dev.aos.core.rules.OffloadRule;
import dev.aos.core.rules.Order;
import dev.aos.core.rules.PatternException;
import dev.aos.core.rules.Position;
import dev.aos.core.rules.ReceiverRules;
import dev.aos.core.rules.ReportSettings;
import dev.aos.core.rules.RuleSet;
import dev.aos.core.rules.ThreadStateRule;
import dev.aos.core.rules.TypePattern;
import dev.aos.runtime.CallPolicy;
import dev.aos.runtime.CarrierSettings;
import dev.aos.runtime.EntrySettings.Trait;
import dev.aos.runtime.Path;
import dev.aos.runtime.Resume;
import dev.aos.runtime.SiteSettings.LaneWidth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Builds rule sets for tests, without a file. */
public final class TestRules {

  private static final Position HERE = new Position("test.yaml", 1, 1);
  private static final Path THIS = new Path("this", new Path.This(), List.of());

  private final List<EventLoopClasses> eventLoops = new ArrayList<>();
  private final List<OffloadRule> offload = new ArrayList<>();
  private final List<KeepRule> keep = new ArrayList<>();
  private final List<CallPattern> harmless = new ArrayList<>();
  private final List<Located<CallPattern>> pure = new ArrayList<>();
  private final List<ThreadStateRule> threadState = new ArrayList<>();
  private final List<LoopEntry> entries = new ArrayList<>();
  private final List<LoopResumePoint> resumePoints = new ArrayList<>();
  private final List<LoopShutdown> shutdown = new ArrayList<>();
  private Position loopPosition = HERE;
  private CallPolicy policy = CallPolicy.BUILT_IN;

  private TestRules() {}

  /** Rules with nothing in them. */
  public static TestRules rules() {
    return new TestRules();
  }

  /** Designates event-loop classes. */
  public TestRules eventLoop(String... classes) {
    return eventLoop(LaneWidth.CHANNEL, classes);
  }

  /** Designates event-loop classes whose handlers have a wider lane. */
  public TestRules eventLoop(LaneWidth lane, String... classes) {
    List<TypePattern> patterns = new ArrayList<>();
    for (String text : classes) {
      patterns.add(type(text));
    }
    eventLoops.add(
        new EventLoopClasses(HERE, patterns, List.of(), new LoopChoice.Auto(), lane, false));
    return this;
  }

  /** Adds a rule. */
  public TestRules offload(String... calls) {
    return add(Mode.OFFLOAD, List.of(calls), List.of(), false);
  }

  /** Adds a rule in another mode. */
  public TestRules offload(Mode mode, String... calls) {
    return add(mode, List.of(calls), List.of(), false);
  }

  /** Adds a rule for a call with an exception. */
  public TestRules offloadExcept(String call, String except) {
    return add(Mode.OFFLOAD, List.of(call), List.of(except), false);
  }

  /** Adds a rule with {@code force: true}. */
  public TestRules force(String... calls) {
    return add(Mode.OFFLOAD, List.of(calls), List.of(), true);
  }

  /** Adds a rule for calls that only look, awaited where their results are needed. */
  public TestRules reads(String... calls) {
    return withPolicy(CallPolicy.Effect.READ, calls);
  }

  /** The same for calls that may change something. */
  public TestRules writes(String... calls) {
    return withPolicy(CallPolicy.Effect.WRITE, calls);
  }

  private TestRules withPolicy(CallPolicy.Effect effect, String... calls) {
    CallPolicy builtIn = CallPolicy.BUILT_IN;
    policy = builtIn.with(CallPolicy.Await.USE).with(effect);
    add(Mode.OFFLOAD, List.of(calls), List.of(), true);
    policy = builtIn;
    return this;
  }

  /** Says which calls are pure, instead of the bundled list. */
  public TestRules pure(String... calls) {
    calls(List.of(calls)).forEach(call -> pure.add(new Located<>(HERE, call)));
    return this;
  }

  private TestRules add(Mode mode, List<String> calls, List<String> except, boolean force) {
    offload.add(
        new OffloadRule(
            offload.size(),
            HERE,
            String.join(" ", calls),
            calls(calls),
            calls(except),
            "default",
            mode,
            Optional.empty(),
            Order.AUTO,
            Optional.empty(),
            policy,
            false,
            force));
    return this;
  }

  /** Keeps a call. */
  public TestRules keep(String call) {
    keep.add(new KeepRule(HERE, call(call)));
    return this;
  }

  /** Makes calls harmless. */
  public TestRules harmless(String call) {
    harmless.add(call(call));
    return this;
  }

  /** Adds an entry of the one loop. */
  public TestRules entry(String method) {
    return entry(method, Optional.empty(), Set.of());
  }

  /** Adds an entry that returns something. */
  public TestRules entryWithResult(String method) {
    return entry(method, Optional.of(THIS), Set.of());
  }

  /** Adds a method that is not to hold its monitor. */
  public TestRules exclusive(String method) {
    return entry(method, Optional.empty(), Set.of(Trait.EXCLUSIVE));
  }

  private TestRules entry(String method, Optional<Path> result, Set<Trait> traits) {
    Optional<Path> none = Optional.empty();
    entries.add(
        new LoopEntry(
            HERE,
            call(method),
            THIS,
            new Resume.ByExecutor(THIS),
            none,
            none,
            none,
            result,
            none,
            Optional.empty(),
            none,
            traits));
    return this;
  }

  /** Adds a call around which handlers of the one loop are resumed. */
  public TestRules resumePoint(String call) {
    resumePoints.add(new LoopResumePoint(HERE, call(call), Optional.empty()));
    return this;
  }

  /** Adds a method that ends the one loop. */
  public TestRules shutdown(String method) {
    shutdown.add(new LoopShutdown(HERE, call(method), Optional.empty(), Optional.empty()));
    return this;
  }

  /** Makes the one loop a bundled one. */
  public TestRules bundled() {
    loopPosition = new Position("loops/test.yaml", 1, 1);
    return this;
  }

  /** Carries a thread local. */
  public TestRules threadLocal(String owner, String field) {
    CarrierSettings carrier =
        new CarrierSettings(
            owner + "." + field, owner, new CarrierSettings.Field(field, false), true);
    threadState.add(new ThreadStateRule(HERE, carrier));
    return this;
  }

  /** The rule set. */
  public RuleSet build() {
    LoopDefinition loop =
        new LoopDefinition(
            "test-loop",
            loopPosition,
            Optional.empty(),
            List.copyOf(entries),
            List.copyOf(resumePoints),
            List.copyOf(shutdown),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of());
    return new RuleSet(
        HERE.file(),
        List.copyOf(eventLoops),
        List.copyOf(offload),
        List.copyOf(keep),
        List.copyOf(harmless),
        pure.isEmpty() ? BundledFiles.pure() : List.copyOf(pure),
        Map.of(),
        ReceiverRules.none(),
        entries.isEmpty() && resumePoints.isEmpty() && shutdown.isEmpty()
            ? List.of()
            : List.of(loop),
        List.copyOf(threadState),
        ReportSettings.NONE);
  }

  private static List<CallPattern> calls(List<String> texts) {
    List<CallPattern> patterns = new ArrayList<>();
    for (String text : texts) {
      patterns.add(call(text));
    }
    return patterns;
  }

  private static CallPattern call(String text) {
    try {
      return CallPattern.parse(text);
    } catch (PatternException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  private static TypePattern type(String text) {
    try {
      return TypePattern.parse(text);
    } catch (PatternException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
