package dev.aos.core.weave;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Call sites that name something wrong. */
final class HandleMistakes {

  private static final String OWNER = RecordingBootstrap.BOOTSTRAP.owner();

  private HandleMistakes() {
    // no instances
  }

  /** Those that the JVM refuses, at the latest when it links the call site. */
  static List<Mistake> refused() {
    return List.of(
        original(
            "static is called virtually", kind(Opcodes.H_INVOKESTATIC, Opcodes.H_INVOKEVIRTUAL)),
        original(
            "virtual is called statically", kind(Opcodes.H_INVOKEVIRTUAL, Opcodes.H_INVOKESTATIC)),
        original(
            "virtual is called as of an interface",
            kind(Opcodes.H_INVOKEVIRTUAL, Opcodes.H_INVOKEINTERFACE)),
        original(
            "interface is called virtually",
            kind(Opcodes.H_INVOKEINTERFACE, Opcodes.H_INVOKEVIRTUAL)),
        original(
            "constructor is called as a method",
            kind(Opcodes.H_NEWINVOKESPECIAL, Opcodes.H_INVOKESPECIAL)),
        original(
            "method itself is called statically",
            kind(Opcodes.H_INVOKESPECIAL, Opcodes.H_INVOKESTATIC)),
        original(
            "owner has no such method",
            handle -> with(handle, "java/lang/Math", handle.getName(), handle.getDesc(), false)),
        original(
            "owner does not exist",
            handle ->
                with(
                    handle,
                    "com/acme/api/Missing",
                    handle.getName(),
                    handle.getDesc(),
                    handle.isInterface())),
        original(
            "name does not exist",
            handle ->
                with(
                    handle,
                    handle.getOwner(),
                    handle.getName() + "Missing",
                    handle.getDesc(),
                    handle.isInterface())),
        original(
            "descriptor does not exist",
            handle ->
                with(
                    handle,
                    handle.getOwner(),
                    handle.getName(),
                    "([[D" + handle.getDesc().substring(1),
                    handle.isInterface())),
        original(
            "owner is an interface, or is not",
            handle ->
                with(
                    handle,
                    handle.getOwner(),
                    handle.getName(),
                    handle.getDesc(),
                    !handle.isInterface())),
        original(
            "field is read instead",
            handle -> new Handle(Opcodes.H_GETSTATIC, handle.getOwner(), "touched", "I", false)),
        bootstrap(
            "name does not exist",
            handle -> with(handle, OWNER, "missing", handle.getDesc(), false)),
        bootstrap(
            "owner does not exist",
            handle -> with(handle, "com/acme/Missing", handle.getName(), handle.getDesc(), false)),
        bootstrap(
            "descriptor does not exist",
            handle -> with(handle, OWNER, handle.getName(), "()V", false)),
        bootstrap(
            "owner is taken for an interface",
            handle -> with(handle, OWNER, handle.getName(), handle.getDesc(), true)),
        site("the number is missing", HandleMistakes::loseNumber),
        site("the number is a text", site -> set(site, 1, "7")),
        site("the original is missing", HandleMistakes::loseOriginal),
        site("the original is a type", site -> set(site, 0, Type.getType("Ljava/lang/String;"))),
        site("there is an argument more", HandleMistakes::addArgument));
  }

  /** Those that make the call site something else that the JVM can link. */
  static List<Mistake> accepted() {
    return List.of(
        site("the call site has another name", HandleMistakes::rename),
        Mistake.in("another method of the same type is called", HandleMistakes::callOther),
        Mistake.in("the original is called with super's rules", HandleMistakes::selfVirtually),
        Mistake.in(
            "a call is linked as a resume point",
            relink(
                RecordingBootstrap.BOOTSTRAP.call(), RecordingBootstrap.BOOTSTRAP.resumePoint())),
        Mistake.in(
            "a resume point is linked as a call",
            relink(
                RecordingBootstrap.BOOTSTRAP.resumePoint(), RecordingBootstrap.BOOTSTRAP.call())),
        Mistake.in(
            "an entry is linked as a loop's end",
            relink(RecordingBootstrap.BOOTSTRAP.entry(), RecordingBootstrap.BOOTSTRAP.shutdown())),
        Mistake.in(
            "a loop's end is linked as an entry",
            relink(RecordingBootstrap.BOOTSTRAP.shutdown(), RecordingBootstrap.BOOTSTRAP.entry())),
        Mistake.in("an argument is taken for an Object", HandleMistakes::widenArgument));
  }

  private static Mistake site(String name, Predicate<InvokeDynamicInsnNode> seed) {
    return Mistake.in(
        name,
        method -> {
          for (InvokeDynamicInsnNode site : WovenCode.sites(method)) {
            if (seed.test(site)) {
              return true;
            }
          }
          return false;
        });
  }

  /** Changes the handle of the original; where the change gives null or the same, nothing. */
  private static Mistake original(String name, Function<Handle, Handle> change) {
    return site(
        "original: " + name,
        site -> {
          Handle changed = change.apply((Handle) site.bsmArgs[0]);
          return changed != null && set(site, 0, changed);
        });
  }

  private static Mistake bootstrap(String name, Function<Handle, Handle> change) {
    return site(
        "bootstrap method: " + name,
        site -> {
          site.bsm = change.apply(site.bsm);
          return true;
        });
  }

  private static Function<Handle, Handle> kind(int from, int to) {
    return handle ->
        handle.getTag() != from
            ? null
            : new Handle(
                to, handle.getOwner(), handle.getName(), handle.getDesc(), handle.isInterface());
  }

  private static Handle with(
      Handle handle, String owner, String name, String descriptor, boolean isInterface) {
    return new Handle(handle.getTag(), owner, name, descriptor, isInterface);
  }

  private static boolean set(InvokeDynamicInsnNode site, int index, Object argument) {
    site.bsmArgs = site.bsmArgs.clone();
    site.bsmArgs[index] = argument;
    return true;
  }

  private static boolean loseNumber(InvokeDynamicInsnNode site) {
    site.bsmArgs = new Object[] {site.bsmArgs[0]};
    return true;
  }

  private static boolean loseOriginal(InvokeDynamicInsnNode site) {
    site.bsmArgs = new Object[] {site.bsmArgs[1]};
    return true;
  }

  private static boolean addArgument(InvokeDynamicInsnNode site) {
    site.bsmArgs = new Object[] {site.bsmArgs[0], site.bsmArgs[1], 1};
    return true;
  }

  private static boolean rename(InvokeDynamicInsnNode site) {
    site.name = site.name + "Other";
    return true;
  }

  private static boolean callOther(MethodNode method) {
    for (InvokeDynamicInsnNode site : WovenCode.calls(method)) {
      Handle original = (Handle) site.bsmArgs[0];
      if (original.getName().equals("oneByte")) {
        return false;
      }
      if (original.getOwner().equals("com/acme/api/Files") && original.getName().equals("read")) {
        return set(
            site,
            0,
            new Handle(
                Opcodes.H_INVOKESTATIC,
                "java/lang/System",
                "getProperty",
                original.getDesc(),
                false));
      }
    }
    return false;
  }

  /** {@code REF_invokeVirtual} would run a subclass's method, where super's was called. */
  private static boolean selfVirtually(MethodNode method) {
    for (InvokeDynamicInsnNode site : WovenCode.sites(method)) {
      Handle original = (Handle) site.bsmArgs[0];
      if (original.getTag() == Opcodes.H_INVOKESPECIAL && !original.isInterface()) {
        return set(
            site,
            0,
            new Handle(
                Opcodes.H_INVOKEVIRTUAL,
                original.getOwner(),
                original.getName(),
                original.getDesc(),
                false));
      }
    }
    return false;
  }

  private static Predicate<MethodNode> relink(Handle from, Handle to) {
    return method -> {
      for (InvokeDynamicInsnNode site : WovenCode.sites(method)) {
        boolean guardOfBoolean = site.desc.endsWith(")Z");
        boolean monitor = site.desc.equals(MonitorCall.DESCRIPTOR) && !WovenCode.isGuard(site);
        boolean links = from.getName().matches("call|resumePoint") || guardOfBoolean;
        if (site.bsm.equals(from) && links && !monitor) {
          site.bsm = to;
          return true;
        }
      }
      return false;
    };
  }

  private static boolean widenArgument(MethodNode method) {
    for (InvokeDynamicInsnNode site : WovenCode.sites(method)) {
      Type[] arguments = Type.getArgumentTypes(site.desc);
      for (int i = 0; i < arguments.length; i++) {
        if (arguments[i].getSort() == Type.OBJECT
            && !arguments[i].getInternalName().equals("java/lang/Object")) {
          arguments[i] = Type.getType(Object.class);
          site.desc = Type.getMethodDescriptor(Type.getReturnType(site.desc), arguments);
          return true;
        }
      }
    }
    return false;
  }
}
