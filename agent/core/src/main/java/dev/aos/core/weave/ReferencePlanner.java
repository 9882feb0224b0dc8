package dev.aos.core.weave;

import dev.aos.core.match.CallSite;
import dev.aos.core.match.ClassFiles;
import dev.aos.core.match.Decision;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Finds the method references of one method that the rules mean, and the method handles that it
 * loads. For one method and one thread.
 *
 * <p>A reference is planned in a class initialiser too: made there, it is called later, and where
 * not, the runtime sees what is being initialised.
 */
final class ReferencePlanner {

  private static final String METAFACTORY = "java/lang/invoke/LambdaMetafactory";
  private static final String WITH_FLAGS = "altMetafactory";

  /** What a metafactory makes a functional object of, among its static arguments. */
  private static final int IMPLEMENTATION = 1;

  /** The type that calls through the object have, there. */
  private static final int TYPE = 2;

  private static final int FLAGS = 3;
  private static final int SERIALIZABLE = 1;

  /** The compiler repeats all references of a class that can be serialised in this method. */
  private static final String DESERIALIZE = "$deserializeLambda$";

  /** In the names of methods that hold the code of a lambda; Kotlin's are not synthetic. */
  private static final String LAMBDA = "lambda$";

  private final MethodPlanner.Context context;
  private final MethodNode method;
  private final Map<Integer, PlannedReference> references = new TreeMap<>();
  private int nextOrdinal;
  private int line = PlannedSite.NO_LINE;

  ReferencePlanner(MethodPlanner.Context context, MethodNode method) {
    this.context = context;
    this.method = method;
  }

  /** Whether an instruction counts for the ordinals of references. */
  static boolean isCounted(AbstractInsnNode instruction) {
    return instruction instanceof InvokeDynamicInsnNode
        || instruction instanceof LdcInsnNode load && load.cst instanceof Handle;
  }

  /** Those that are rewritten, by the ordinal of the instruction among those that are counted. */
  Map<Integer, PlannedReference> references() {
    return references;
  }

  /** Looks at the next instruction. */
  void plan(AbstractInsnNode instruction, int lineOfInstruction) {
    line = lineOfInstruction;
    int ordinal = isCounted(instruction) ? nextOrdinal++ : nextOrdinal;
    if (method.name.equals(DESERIALIZE)) {
      return;
    }
    if (instruction instanceof InvokeDynamicInsnNode dynamic) {
      planReference(dynamic, ordinal);
    } else if (instruction instanceof LdcInsnNode load) {
      if (load.cst instanceof Handle handle) {
        planLoad(handle, ordinal);
      } else if (load.cst instanceof ConstantDynamic dynamic) {
        leaveArguments(dynamic);
      }
    }
  }

  private void planLoad(Handle handle, int ordinal) {
    Optional<PlannedSite> site = planned(handle, Optional.empty());
    if (site.isPresent()) {
      references.put(ordinal, PlannedReference.of(site.get(), handle));
    }
  }

  private void planReference(InvokeDynamicInsnNode dynamic, int ordinal) {
    boolean functional = makesFunction(dynamic);
    for (int i = 0; i < dynamic.bsmArgs.length; i++) {
      Object argument = dynamic.bsmArgs[i];
      if (!functional || i != IMPLEMENTATION || !(argument instanceof Handle handle)) {
        leave(argument, dynamic.bsm);
      } else {
        Optional<PlannedSite> site = planned(handle, obstacle(dynamic, handle));
        if (site.isPresent()) {
          references.put(ordinal, PlannedReference.of(site.get(), handle, dynamic));
        }
      }
    }
  }

  private static boolean makesFunction(InvokeDynamicInsnNode dynamic) {
    return dynamic.bsm.getOwner().equals(METAFACTORY)
        && dynamic.bsmArgs.length > TYPE
        && dynamic.bsmArgs[TYPE] instanceof Type;
  }

  private Optional<String> obstacle(InvokeDynamicInsnNode reference, Handle implementation) {
    if (implementation.getTag() == Opcodes.H_INVOKESPECIAL
        && !implementation.getOwner().equals(context.className())) {
      // Compilers make lambdas of super::method. Of the handle the JDK makes an object whose calls
      // fail, for it calls by the superclass's type what has that of the subclass.
      return Optional.of("a handle of a superclass's method, which the JDK can't call");
    }
    if (reference.bsm.getName().equals(WITH_FLAGS) && isSerializable(reference.bsmArgs)) {
      // What is written to a stream names the method; other JVMs read it.
      return Optional.of("a serialisable method reference, which is known by its method");
    }
    Type called = (Type) reference.bsmArgs[TYPE];
    int arguments = Type.getArgumentTypes(reference.desc).length + called.getArgumentTypes().length;
    return arguments > InvokerMethods.MOST_ARGUMENTS
        ? Optional.of(
            arguments
                + " arguments, more than the "
                + InvokerMethods.MOST_ARGUMENTS
                + " possible in a method reference")
        : Optional.empty();
  }

  private static boolean isSerializable(Object[] arguments) {
    return arguments.length <= FLAGS
        || !(arguments[FLAGS] instanceof Integer flags)
        || (flags & SERIALIZABLE) != 0;
  }

  /** The site of a handle that is to be rewritten; what a rule means and is left, is noted. */
  private Optional<PlannedSite> planned(Handle handle, Optional<String> obstacle) {
    Optional<CallSite> site = meant(handle);
    if (site.isEmpty()) {
      return Optional.empty();
    }
    Decision decision = context.decide(site.get());
    if (!(decision instanceof Decision.Weave weave)) {
      context.skip(method, line, site.get(), decision);
      return Optional.empty();
    }
    Optional<String> reason =
        obstacle.isPresent() ? obstacle : context.obstacles().reason(site.get());
    if (reason.isPresent()) {
      context.skip(method, line, site.get(), weave.rule(), reason.get());
      return Optional.empty();
    }
    return Optional.of(
        context.plannedSite(method, line, site.get(), weave.rule(), Optional.empty()));
  }

  private void leave(Object constant, Handle bootstrapMethod) {
    if (constant instanceof Handle handle) {
      String passedTo =
          ClassFiles.binaryName(bootstrapMethod.getOwner()) + "." + bootstrapMethod.getName();
      planned(
          handle,
          Optional.of("a method handle for " + passedTo + ", which may ask what it stands for"));
    } else if (constant instanceof ConstantDynamic dynamic) {
      leaveArguments(dynamic);
    }
  }

  private void leaveArguments(ConstantDynamic dynamic) {
    for (int i = 0; i < dynamic.getBootstrapMethodArgumentCount(); i++) {
      leave(dynamic.getBootstrapMethodArgument(i), dynamic.getBootstrapMethod());
    }
  }

  /** The call of a handle; empty for a field's, and for the code of a lambda, which is no call. */
  private Optional<CallSite> meant(Handle handle) {
    Optional<CallSite> site = HandleCalls.callSite(handle);
    return site.isPresent() && isLambda(site.get()) ? Optional.empty() : site;
  }

  private boolean isLambda(CallSite site) {
    if (!site.owner().equals(context.className())) {
      return false;
    }
    OptionalInt access = context.declarations().methodAccess(site.name(), site.descriptor());
    return access.isPresent() && (isSynthetic(access.getAsInt()) || site.name().contains(LAMBDA));
  }

  private static boolean isSynthetic(int access) {
    return (access & (Opcodes.ACC_SYNTHETIC | Opcodes.ACC_BRIDGE)) == Opcodes.ACC_SYNTHETIC;
  }
}
