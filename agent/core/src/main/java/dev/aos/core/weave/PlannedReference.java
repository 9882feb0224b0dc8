package dev.aos.core.weave;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.objectweb.asm.Handle;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;

/**
 * A method reference that is rewritten, or an instruction that loads a method handle: not a call
 * yet, but every call that is made through it is one.
 *
 * @param site the call, at the place of the reference
 * @param handle what the reference or the instruction names
 * @param factory the bootstrap method that makes a functional object of it; empty if the handle
 *     itself is loaded
 * @param arguments the static arguments of that method
 */
record PlannedReference(
    PlannedSite site, Handle handle, Optional<Handle> factory, List<Object> arguments) {

  static final String METHOD_HANDLE = "()Ljava/lang/invoke/MethodHandle;";

  /** The name of a call site that gives a method handle; the runtime does not depend on it. */
  static final String LOADED = "handle";

  static PlannedReference of(PlannedSite site, Handle handle, InvokeDynamicInsnNode reference) {
    return new PlannedReference(
        site, handle, Optional.of(reference.bsm), List.of(reference.bsmArgs));
  }

  static PlannedReference of(PlannedSite site, Handle loaded) {
    return new PlannedReference(site, loaded, Optional.empty(), List.of());
  }

  /** The static arguments of the call site that takes its place. */
  Object[] replacement(int number) {
    Object[] replacement = new Object[2 + arguments.size()];
    replacement[0] = handle;
    replacement[1] = number;
    for (int i = 0; i < arguments.size(); i++) {
      replacement[2 + i] = arguments.get(i);
    }
    return replacement;
  }

  /** The instruction that a call site has taken the place of; empty if that is not this one. */
  Optional<AbstractInsnNode> restored(InvokeDynamicInsnNode found, Bootstrap bootstrap) {
    boolean planned =
        found.bsmArgs.length == 2 + arguments.size()
            && found.bsmArgs[0].equals(handle)
            && found.bsmArgs[1] instanceof Integer
            && Arrays.asList(found.bsmArgs).subList(2, found.bsmArgs.length).equals(arguments);
    if (!planned) {
      return Optional.empty();
    }
    if (factory.isPresent()) {
      return found.bsm.equals(bootstrap.reference())
          ? Optional.of(
              new InvokeDynamicInsnNode(found.name, found.desc, factory.get(), arguments.toArray()))
          : Optional.empty();
    }
    return found.bsm.equals(bootstrap.handle()) && found.desc.equals(METHOD_HANDLE)
        ? Optional.of(new LdcInsnNode(handle))
        : Optional.empty();
  }
}
