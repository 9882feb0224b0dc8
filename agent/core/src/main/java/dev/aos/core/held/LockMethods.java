package dev.aos.core.held;

import dev.aos.runtime.LockNames;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Which calls in a class take a lock or give one back: those of {@code java.util.concurrent.locks}
 * and whatever has their names, and methods of the class itself that return with a lock they have
 * taken, or without one they were entered with.
 */
public final class LockMethods {

  /** How a pool's thread tells that it is busy; nobody waits for that lock. */
  private static final String POOL_WORKER = "java/util/concurrent/ThreadPoolExecutor$Worker";

  /** Locks of files belong to the process, not to a thread. */
  private static final String CHANNELS = "java/nio/channels/";

  private final String owner;
  private final Set<String> takers = new HashSet<>();
  private final Set<String> givers = new HashSet<>();

  private LockMethods(String owner) {
    this.owner = owner;
  }

  /**
   * Looks at all methods of a class.
   *
   * @param owner the class's internal name
   * @param methods its methods
   */
  public static LockMethods of(String owner, List<MethodNode> methods) {
    LockMethods found = new LockMethods(owner);
    boolean more = methods.stream().anyMatch(found::mayTakeOrGiveBack);
    // What a method keeps depends on what the methods it calls keep.
    while (more) {
      more = false;
      for (MethodNode method : methods) {
        more |= found.look(method);
      }
    }
    return found;
  }

  /** Whether an instruction takes a lock, by its name alone. */
  public static boolean isLockCall(AbstractInsnNode instruction) {
    return instruction instanceof MethodInsnNode call
        && LockNames.acquires(call.name, call.desc)
        && isForeignLock(call);
  }

  private boolean mayTakeOrGiveBack(MethodNode method) {
    for (AbstractInsnNode instruction : method.instructions) {
      if (takes(instruction) || instruction instanceof MethodInsnNode call && givesBack(call)) {
        return true;
      }
    }
    return false;
  }

  boolean takes(AbstractInsnNode instruction) {
    return instruction instanceof MethodInsnNode call && takes(call);
  }

  private boolean look(MethodNode method) {
    if (method.instructions.size() == 0 || !mayTakeOrGiveBack(method)) {
      return false;
    }
    String name = method.name + method.desc;
    boolean more = HoldingFlow.of(method, this).keepsLock() && takers.add(name);
    if (!takers.contains(name)) {
      HoldingFlow locked = HoldingFlow.withLock(method, this);
      more |= locked.returns() && !locked.keepsLock() && givers.add(name);
    }
    return more;
  }

  boolean takes(MethodInsnNode call) {
    return isOwn(call)
        ? takers.contains(call.name + call.desc) || LockNames.acquires(call.name, call.desc)
        : LockNames.acquires(call.name, call.desc) && isForeignLock(call);
  }

  /** Whether a call that takes a lock has it whenever it returns. */
  boolean alwaysTakes(MethodInsnNode call) {
    return LockNames.acquires(call.name, call.desc) && !call.name.startsWith("try");
  }

  boolean givesBack(MethodInsnNode call) {
    if (LockNames.releases(call.name, call.desc)) {
      return true;
    }
    return isOwn(call) && givers.contains(call.name + call.desc) && !takes(call);
  }

  private boolean isOwn(MethodInsnNode call) {
    return call.owner.equals(owner);
  }

  private static boolean isForeignLock(MethodInsnNode call) {
    return !call.owner.equals(POOL_WORKER) && !call.owner.startsWith(CHANNELS);
  }
}
