package dev.aos.core.weave;

import dev.aos.core.match.CallSite;
import java.util.Optional;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;

/** Method handle constants, seen as the calls that they make. */
final class HandleCalls {

  private HandleCalls() {
    // no instances
  }

  /** The call that a handle makes; empty for one that reads or writes a field. */
  static Optional<CallSite> callSite(Handle handle) {
    int opcode =
        switch (handle.getTag()) {
          case Opcodes.H_INVOKESTATIC -> Opcodes.INVOKESTATIC;
          case Opcodes.H_INVOKEVIRTUAL -> Opcodes.INVOKEVIRTUAL;
          case Opcodes.H_INVOKEINTERFACE -> Opcodes.INVOKEINTERFACE;
          case Opcodes.H_INVOKESPECIAL, Opcodes.H_NEWINVOKESPECIAL -> Opcodes.INVOKESPECIAL;
          default -> Opcodes.NOP;
        };
    if (opcode == Opcodes.NOP) {
      return Optional.empty();
    }
    return Optional.of(
        new CallSite(
            opcode, handle.getOwner(), handle.getName(), handle.getDesc(), handle.isInterface()));
  }
}
