package dev.aos.core.weave;

import dev.aos.core.match.CallSite;
import dev.aos.core.rules.EventLoopClasses;
import dev.aos.core.rules.OffloadRule;
import dev.aos.runtime.Declared;
import dev.aos.runtime.DirectReason;
import java.util.Optional;

/**
 * A call site that is rewritten.
 *
 * @param rule the rule that says so
 * @param eventLoop what designates the class in which it stands
 * @param className the binary name of that class
 * @param method the method in which it stands
 * @param methodDescriptor that method's descriptor
 * @param line its line, or {@link #NO_LINE}
 * @param call the call
 * @param declares what the called method declares, if its rule has a limit of time
 * @param held what that method holds there, as its code says
 * @param await where its result is awaited, if that is not settled by the rule alone
 */
public record PlannedSite(
    OffloadRule rule,
    EventLoopClasses eventLoop,
    String className,
    String method,
    String methodDescriptor,
    int line,
    CallSite call,
    Declared declares,
    Optional<DirectReason> held,
    Optional<AwaitPlace> await) {

  /** The line of an instruction for which the class file has none. */
  public static final int NO_LINE = -1;

  /** The same with the place where its result is awaited. */
  PlannedSite withAwait(AwaitPlace place) {
    return new PlannedSite(
        rule,
        eventLoop,
        className,
        method,
        methodDescriptor,
        line,
        call,
        declares,
        held,
        Optional.of(place));
  }
}
