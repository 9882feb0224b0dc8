package dev.aos.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;

/**
 * The calls of a site by what they are made on: those that the rule does not mean run as if the
 * site were not woven, uncounted; those that won't block run directly; all others go their way.
 */
final class Selection {

  private static final MethodHandle CONTAIN;
  private static final MethodHandle MAY_STAY;
  private static final MethodHandle ON_LOOP;
  private static final MethodHandle COUNT;
  private static final MethodHandle FAILED;

  static {
    try {
      Lookup lookup = MethodHandles.lookup();
      MethodType test = MethodType.methodType(boolean.class, Object.class);
      CONTAIN = lookup.findVirtual(ReceiverClasses.class, "contain", test);
      MAY_STAY = lookup.findVirtual(Selection.class, "mayStay", test);
      ON_LOOP =
          lookup.findVirtual(
              Selection.class, "isDispatching", MethodType.methodType(boolean.class));
      COUNT = lookup.findVirtual(Selection.class, "count", MethodType.methodType(void.class));
      FAILED =
          lookup.findVirtual(
              Selection.class, "failed", MethodType.methodType(boolean.class, Throwable.class));
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  private final SiteCounters counters;
  private final ReceiverPolicy policy;
  private final boolean blocks;
  private final ReceiverTypes types = ReceiverTypes.current();

  private Selection(Site site) {
    this.counters = site.linked();
    this.blocks = site.settings().dispatching() == SiteSettings.Dispatching.BLOCK;
    this.policy = site.settings().policy().receivers();
  }

  /**
   * A woven call with the choice before it.
   *
   * @param caller the class in which the call stands
   * @param site the site
   * @param woven the call as it is woven without this
   * @param direct the call itself; it has a receiver, or the policy is of no use
   */
  static MethodHandle before(Lookup caller, Site site, MethodHandle woven, MethodHandle direct)
      throws ReflectiveOperationException {
    if (site.settings().policy().receivers().equals(ReceiverPolicy.ALL)
        || direct.type().parameterCount() == 0
        || direct.type().parameterType(0).isPrimitive()) {
      return woven;
    }
    Selection selection = new Selection(site);
    MethodHandle chosen = everDispatches(site) ? selection.before(caller, woven, direct) : woven;
    return selection.onlyWhatIsMeant(caller, chosen, direct);
  }

  /**
   * A woven call of a static method, with what the rule makes of its result.
   *
   * @param caller the class in which the call stands
   * @param site the site
   * @param woven the call as it is woven without this
   * @param direct the call itself
   */
  static MethodHandle after(Lookup caller, Site site, MethodHandle woven, MethodHandle direct)
      throws ReflectiveOperationException {
    return site.settings().policy().receivers().returns().isPresent() && everDispatches(site)
        ? new Selection(site).withReturns(caller, woven, direct.type(), false)
        : woven;
  }

  private static boolean everDispatches(Site site) {
    return site.settings().dispatching() != SiteSettings.Dispatching.SUSPEND
        || Capabilities.suspends();
  }

  private MethodHandle before(Lookup caller, MethodHandle woven, MethodHandle direct)
      throws ReflectiveOperationException {
    MethodHandle all = withReturns(caller, woven, direct.type(), true);
    MethodHandle counted =
        withReturns(
            caller, MethodHandles.foldArguments(direct, COUNT.bindTo(this)), direct.type(), true);
    List<MethodHandle> reasons = new ArrayList<>();
    if (!policy.directOn().isEmpty()) {
      reasons.add(isOf(policy.directOn(), direct.type()));
    }
    if (policy.directIf().isPresent()) {
      reasons.add(condition(caller, policy.directIf().get(), direct.type()));
    }
    // The last one is asked first.
    MethodHandle stays = all;
    for (MethodHandle reason : reasons) {
      stays = MethodHandles.guardWithTest(reason, counted, stays);
    }
    return reasons.isEmpty()
        ? all
        : MethodHandles.guardWithTest(ofReceiver(MAY_STAY.bindTo(this), direct.type()), stays, all);
  }

  private MethodHandle onlyWhatIsMeant(Lookup caller, MethodHandle chosen, MethodHandle direct)
      throws ReflectiveOperationException {
    boolean all = policy.onlyOn().isEmpty() && policy.onlyIf().isEmpty();
    MethodHandle others =
        policy.onlyIf().isEmpty()
            ? direct
            : MethodHandles.guardWithTest(
                condition(caller, policy.onlyIf().get(), direct.type()), chosen, direct);
    if (policy.onlyOn().isEmpty()) {
      return all ? chosen : others;
    }
    return MethodHandles.guardWithTest(isOf(policy.onlyOn(), direct.type()), chosen, others);
  }

  /** The call, and what the rule makes of its result, if that is for a handler. */
  private MethodHandle withReturns(
      Lookup caller, MethodHandle woven, MethodType type, boolean instance)
      throws ReflectiveOperationException {
    if (policy.returns().isEmpty() || type.returnType().isPrimitive()) {
      return woven;
    }
    Class<?> result = type.returnType();
    // (P…, R)R becomes (R, P…)R, into which the result of the call is folded.
    MethodHandle made =
        PathResolver.ofValue(caller, type, instance)
            .resolve(policy.returns().get(), List.of(result), result);
    int count = type.parameterCount();
    int[] order = new int[count + 1];
    order[count] = 0;
    for (int i = 0; i < count; i++) {
      order[i] = i + 1;
    }
    MethodHandle resultFirst =
        MethodHandles.permuteArguments(made, type.insertParameterTypes(0, result), order);
    return MethodHandles.guardWithTest(
        ON_LOOP.bindTo(this), MethodHandles.foldArguments(resultFirst, woven), woven);
  }

  private static MethodHandle isOf(List<String> classes, MethodType type) {
    return ofReceiver(CONTAIN.bindTo(new ReceiverClasses(classes)), type);
  }

  private static MethodHandle ofReceiver(MethodHandle test, MethodType type) {
    return test.asType(MethodType.methodType(boolean.class, type.parameterType(0)));
  }

  /** A path to a boolean; where it can't be followed, false. */
  private MethodHandle condition(Lookup caller, Path path, MethodType type)
      throws ReflectiveOperationException {
    MethodHandle test =
        PathResolver.ofValue(caller, type, true).resolve(path, List.of(), boolean.class);
    return MethodHandles.catchException(test, Throwable.class, FAILED.bindTo(this));
  }

  /** Whether calls are dispatched on this thread; if not, that is for others to count. */
  boolean isDispatching() {
    return isDispatching(Loop.current());
  }

  private boolean isDispatching(Loop loop) {
    if (!Switch.isOn()) {
      return false;
    }
    return blocks
        ? !Workers.isCurrent() && !VirtualThreads.isCurrent()
        : loop != null && loop.active() != null;
  }

  /** Whether a call may run here, if it won't block: no dispatched one uses its receiver. */
  boolean mayStay(Object receiver) {
    Loop loop = Loop.current();
    return isDispatching(loop) && isFree(loop, receiver);
  }

  private boolean isFree(Loop loop, Object receiver) {
    if (loop == null || loop.sequences().isEmpty()) {
      return true;
    }
    Object key = types.key(receiver);
    return key == null || loop.sequences().underWay(key) == null;
  }

  void count() {
    counters.countDirect(DirectReason.IN_MEMORY);
  }

  /** A condition that can't be found out does not hold. */
  boolean failed(Throwable reason) {
    return false;
  }
}
