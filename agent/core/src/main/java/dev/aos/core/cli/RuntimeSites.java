package dev.aos.core.cli;

import dev.aos.core.match.CallSite;
import dev.aos.core.rules.EventLoopClasses;
import dev.aos.core.rules.ExecutorSettings;
import dev.aos.core.rules.LoopChoice;
import dev.aos.core.rules.LoopDefinition;
import dev.aos.core.rules.LoopEntry;
import dev.aos.core.rules.Mode;
import dev.aos.core.rules.OffloadRule;
import dev.aos.core.rules.RuleSet;
import dev.aos.core.rules.TypePattern;
import dev.aos.core.weave.PlannedEntry;
import dev.aos.core.weave.PlannedResumePoint;
import dev.aos.core.weave.PlannedShutdown;
import dev.aos.core.weave.PlannedSite;
import dev.aos.core.weave.SiteRegistry;
import dev.aos.runtime.Control;
import dev.aos.runtime.EntrySettings;
import dev.aos.runtime.EntrySettings.Trait;
import dev.aos.runtime.OrderSettings;
import dev.aos.runtime.Path;
import dev.aos.runtime.PoolSettings;
import dev.aos.runtime.ResumePointSettings;
import dev.aos.runtime.ShutdownSettings;
import dev.aos.runtime.SiteSettings;
import dev.aos.runtime.SiteSettings.Dispatching;
import dev.aos.runtime.SourcePaths;
import dev.aos.runtime.WhenFull;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** Tells the runtime of every site and entry that is woven, in the runtime's own words. */
final class RuntimeSites implements SiteRegistry {

  private static final String OBTAINS = "-obtains";

  private final RuleSet rules;
  private final SiteNumbers numbers;

  /** Equal ones are the same objects: there may be very many sites. */
  private final Map<OrderSettings, OrderSettings> orders = new ConcurrentHashMap<>();

  /**
   * @param rules what the sites are woven by
   * @param numbers gives each its number
   */
  RuntimeSites(RuleSet rules, SiteNumbers numbers) {
    this.rules = rules;
    this.numbers = numbers;
  }

  /**
   * The pools that the rules need. A call that waits for what another handler gives back never
   * shares workers with the calls that give it back: it has a pool of its own beside its
   * executor's.
   */
  static List<PoolSettings> pools(RuleSet rules) {
    Map<String, PoolSettings> pools = new LinkedHashMap<>();
    for (ExecutorSettings executor : rules.executors().values()) {
      add(pools, executor.name(), executor, false);
    }
    for (OffloadRule rule : rules.offload()) {
      if (rule.obtains()) {
        add(pools, poolOf(rule), rules.executors().get(rule.executor()), true);
      }
    }
    return new ArrayList<>(pools.values());
  }

  private static void add(
      Map<String, PoolSettings> pools, String name, ExecutorSettings settings, boolean obtains) {
    String prefix =
        settings.namePrefix().isEmpty()
            ? PoolSettings.defaultPrefix(name)
            : settings.namePrefix().get() + (obtains ? OBTAINS.substring(1) + "-" : "");
    pools.put(
        name,
        new PoolSettings(
            name,
            settings.threads(),
            settings.queue(),
            settings.keepAlive().toNanos(),
            settings.perLoop(),
            settings.priority(),
            prefix,
            settings.virtual(),
            obtains));
  }

  private static String poolOf(OffloadRule rule) {
    return rule.obtains() ? (rule.executor() + OBTAINS).intern() : rule.executor();
  }

  @Override
  public int register(PlannedSite site) {
    return numbers.number(site, settings(site));
  }

  private SiteSettings settings(PlannedSite site) {
    OffloadRule rule = site.rule();
    CallSite call = site.call();
    WhenFull ofExecutor = rules.executors().get(rule.executor()).whenFull();
    return new SiteSettings(
        rule.number(),
        site.className(),
        site.method(),
        site.line(),
        call.toString().intern(),
        poolOf(rule),
        rule.whenFull().orElse(ofExecutor),
        dispatching(site),
        site.eventLoop().lane(),
        site.eventLoop().cancelOnClose(),
        order(rule, call),
        rule.policy(),
        site.declares(),
        site.held());
  }

  private OrderSettings order(OffloadRule rule, CallSite call) {
    OrderSettings order =
        new OrderSettings(SiteOrders.kind(rule, call), rule.position().toString());
    OrderSettings known = orders.putIfAbsent(order, order);
    return known == null ? order : known;
  }

  private static Dispatching dispatching(PlannedSite site) {
    if (site.rule().mode() == Mode.COUNT) {
      return Dispatching.COUNT;
    }
    return site.eventLoop().loop() instanceof LoopChoice.None
        ? Dispatching.BLOCK
        : Dispatching.SUSPEND;
  }

  @Override
  public int registerEntry(PlannedEntry planned) {
    LoopDefinition loop = planned.loop();
    LoopEntry entry = planned.entry();
    Set<String> unattended = new LinkedHashSet<>();
    for (TypePattern pattern : loop.unattended()) {
      unattended.add(pattern.toString());
    }
    // It may stand where the loop's own paths mean nothing.
    boolean outermost = entry.traits().contains(Trait.OUTERMOST);
    Optional<Path> inside = entry.inside();
    if (inside.isEmpty() && !outermost) {
      inside = loop.inside();
    }
    return Control.addEntry(
        new EntrySettings(
            loop.name(),
            planned.className(),
            planned.method(),
            entry.lane(),
            entry.resume(),
            inside,
            unattended,
            source(loop, entry),
            entry.waiting(),
            entry.error(),
            entry.result(),
            entry.onlyFor(),
            entry.handler(),
            entry.traits()));
  }

  private static SourcePaths source(LoopDefinition loop, LoopEntry entry) {
    if (entry.source().isPresent()) {
      return entry.source().get();
    }
    return entry.traits().contains(Trait.OUTERMOST)
        ? SourcePaths.NONE
        : new SourcePaths(loop.reading(), loop.pause(), loop.putBack(), loop.resumeReading());
  }

  @Override
  public int registerShutdown(PlannedShutdown planned) {
    return Control.addShutdown(
        new ShutdownSettings(
            planned.loop().name(),
            planned.className(),
            planned.method(),
            planned.shutdown().when(),
            planned.shutdown().grace()));
  }

  @Override
  public int registerResumePoint(PlannedResumePoint planned) {
    return Control.addResumePoint(
        new ResumePointSettings(planned.loop().name(), planned.place(), planned.point().wakeup()));
  }

  /** Knows the event-loop classes by their names. */
  Predicate<String> eventLoopClasses() {
    return new Predicate<>() {
      @Override
      public boolean test(String binaryName) {
        for (EventLoopClasses classes : rules.eventLoops()) {
          if (classes.contains(binaryName)) {
            return true;
          }
        }
        return false;
      }
    };
  }
}
