package dev.aos.core.weave;

import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;

/**
 * The bootstrap methods that woven code names.
 *
 * @param owner the internal name of the class that has them
 */
public record Bootstrap(String owner) {

  /**
   * The class that the agent defines: in {@code java.lang}, because there are loaders that see
   * nothing of the bootstrap loader but {@code java.*}.
   */
  public static final String AOS_CLASS = "java/lang/$AOS";

  /** Links a rewritten call. */
  public static final String CALL_METHOD = "call";

  /** Links a rewritten call that is awaited later. */
  public static final String BEGIN_METHOD = "begin";

  /** Links the place where it is awaited. */
  public static final String AWAIT_METHOD = "await";

  /** Links a call between the two. */
  public static final String PURE_METHOD = "pure";

  /** Links an entry guard. */
  public static final String ENTRY_METHOD = "entry";

  /** Links the guard of a method that ends a loop. */
  public static final String SHUTDOWN_METHOD = "shutdown";

  /** Links a call around which handlers are resumed. */
  public static final String RESUME_POINT_METHOD = "resumePoint";

  /** Links a method reference that is rewritten. */
  public static final String REFERENCE_METHOD = "reference";

  /** Links the loading of a method handle that is rewritten. */
  public static final String HANDLE_METHOD = "handle";

  /**
   * The type of all but one: lookup, name and type as for every bootstrap method, then the original
   * call or the method itself, then the number under which the runtime knows it.
   */
  public static final String DESCRIPTOR =
      "(Ljava/lang/invoke/MethodHandles$Lookup;"
          + "Ljava/lang/String;"
          + "Ljava/lang/invoke/MethodType;"
          + "Ljava/lang/invoke/MethodHandle;"
          + "I)Ljava/lang/invoke/CallSite;";

  /**
   * The type of the one that links method references: then come the static arguments of the
   * original bootstrap method.
   */
  public static final String REFERENCE_DESCRIPTOR =
      DESCRIPTOR.replace("I)", "I[Ljava/lang/Object;)");

  /** The bootstrap methods of the class that the agent defines. */
  static final Bootstrap AOS = new Bootstrap(AOS_CLASS);

  Handle call() {
    return linkedBy(CALL_METHOD, DESCRIPTOR);
  }

  Handle begin() {
    return linkedBy(BEGIN_METHOD, DESCRIPTOR);
  }

  Handle await() {
    return linkedBy(AWAIT_METHOD, DESCRIPTOR);
  }

  Handle pure() {
    return linkedBy(PURE_METHOD, DESCRIPTOR);
  }

  Handle entry() {
    return linkedBy(ENTRY_METHOD, DESCRIPTOR);
  }

  Handle shutdown() {
    return linkedBy(SHUTDOWN_METHOD, DESCRIPTOR);
  }

  Handle resumePoint() {
    return linkedBy(RESUME_POINT_METHOD, DESCRIPTOR);
  }

  Handle reference() {
    return linkedBy(REFERENCE_METHOD, REFERENCE_DESCRIPTOR);
  }

  Handle handle() {
    return linkedBy(HANDLE_METHOD, DESCRIPTOR);
  }

  private Handle linkedBy(String method, String descriptor) {
    return new Handle(Opcodes.H_INVOKESTATIC, owner, method, descriptor, false);
  }
}
