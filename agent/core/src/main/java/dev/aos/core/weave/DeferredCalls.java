package dev.aos.core.weave;

import dev.aos.core.match.CallSite;
import java.util.List;
import java.util.Optional;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The deferrals of one method, and what takes the place of the calls in them.
 *
 * @param deferrals the deferrals, in the order of the code
 */
record DeferredCalls(List<Deferral> deferrals) {

  static final DeferredCalls NONE = new DeferredCalls(List.of());

  /** What stands for a call that has begun. */
  static final Type PENDING = Type.getObjectType("java/lang/Object");

  /**
   * A call of a deferral.
   *
   * @param deferral the deferral
   * @param index how many calls are begun before it
   * @param begun the call, if it is begun itself; if not, it is one between that may fail
   */
  record Place(Deferral deferral, int index, Optional<Deferral.Begun> begun) {

    /** What takes the call's place; its last argument is what stands for the last call begun. */
    ReplacementCall replacement(CallSite call, String caller) {
      ReplacementCall plain = ReplacementCall.of(call, caller);
      Type[] called = Type.getArgumentTypes(plain.descriptor());
      Type[] taken = new Type[called.length + 1];
      System.arraycopy(called, 0, taken, 0, called.length);
      taken[called.length] = PENDING;
      Type result = begun.isPresent() ? PENDING : Type.getReturnType(plain.descriptor());
      return new ReplacementCall(
          plain.name(), Type.getMethodDescriptor(result, taken), plain.original());
    }

    /** Writes what pushes that last argument. */
    void writeLast(MethodVisitor code) {
      if (index == 0) {
        code.visitInsn(Opcodes.ACONST_NULL);
      } else {
        code.visitVarInsn(Opcodes.ALOAD, deferral.local(index - 1));
      }
    }

    /** Writes what puts away what stands for the call itself, if it is begun. */
    void writeBegun(MethodVisitor code) {
      if (begun.isPresent()) {
        code.visitVarInsn(Opcodes.ASTORE, deferral.local(index));
      }
    }
  }

  boolean isEmpty() {
    return deferrals.isEmpty();
  }

  /** What becomes of an invoke instruction, by its ordinal; empty if no deferral concerns it. */
  Optional<Place> place(int ordinal) {
    for (Deferral deferral : deferrals) {
      int index = deferral.indexOf(ordinal);
      if (index >= 0) {
        return Optional.of(new Place(deferral, index, Optional.of(deferral.calls().get(index))));
      }
      Integer before = deferral.pure().get(ordinal);
      if (before != null) {
        return Optional.of(new Place(deferral, before, Optional.empty()));
      }
    }
    return Optional.empty();
  }

  /** The local variables that they take; one after the other they can have the same. */
  int locals() {
    int most = 0;
    for (Deferral deferral : deferrals) {
      most = Math.max(most, deferral.locals());
    }
    return most;
  }

  /** How many calls between may fail: they are rewritten too. */
  int pureCalls() {
    int count = 0;
    for (Deferral deferral : deferrals) {
      count += deferral.pure().size();
    }
    return count;
  }
}
