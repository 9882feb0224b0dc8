package dev.aos.core.match;

import dev.aos.core.rules.CallPattern;
import dev.aos.core.rules.EventLoopClasses;
import dev.aos.core.rules.KeepRule;
import dev.aos.core.rules.LoopChoice;
import dev.aos.core.rules.LoopDefinition;
import dev.aos.core.rules.LoopEntry;
import dev.aos.core.rules.Mode;
import dev.aos.core.rules.OffloadRule;
import dev.aos.core.rules.PatternException;
import dev.aos.core.rules.Position;
import dev.aos.core.rules.RuleSet;
import dev.aos.core.rules.ThreadStateRule;
import dev.aos.core.rules.TypePattern;
import dev.aos.runtime.CarrierSettings;
import dev.aos.runtime.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds rule sets for tests, without a file. */
public final class TestRules {

  private static final Position HERE = new Position("test.yaml", 1, 1);
  private static final Path THIS = new Path("this", new Path.This(), List.of());

  private final List<EventLoopClasses> eventLoops = new ArrayList<>();
  private final List<OffloadRule> offload = new ArrayList<>();
  private final List<KeepRule> keep = new ArrayList<>();
  private final List<CallPattern> harmless = new ArrayList<>();
  private final List<ThreadStateRule> threadState = new ArrayList<>();
  private final List<LoopEntry> entries = new ArrayList<>();

  private TestRules() {}

  /** Rules with nothing in them. */
  public static TestRules rules() {
    return new TestRules();
  }

  /** Designates event-loop classes. */
  public TestRules eventLoop(String... classes) {
    List<TypePattern> patterns = new ArrayList<>();
    for (String text : classes) {
      patterns.add(type(text));
    }
    eventLoops.add(new EventLoopClasses(HERE, patterns, List.of(), new LoopChoice.Auto()));
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
    entries.add(new LoopEntry(HERE, call(method), THIS, THIS, Optional.empty(), Optional.empty()));
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
            HERE,
            List.copyOf(entries),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of());
    return new RuleSet(
        HERE.file(),
        List.copyOf(eventLoops),
        List.copyOf(offload),
        List.copyOf(keep),
        List.copyOf(harmless),
        Map.of(),
        entries.isEmpty() ? List.of() : List.of(loop),
        List.copyOf(threadState),
        Optional.empty());
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
