package dev.aos.runtime;

import java.util.Optional;

/**
 * What the runtime must know of a woven call site.
 *
 * @param rule the number of the rule that wove it
 * @param className the binary name of the class in which it stands
 * @param method the name of the method in which it stands
 * @param line the source line, -1 if the class file has none
 * @param call the call, {@code java.nio.file.Files.readString(java.nio.file.Path)}
 * @param executor the name of the executor
 * @param whenFull what the call does that meets a full queue
 * @param dispatching how the call is dispatched
 * @param laneWidth what else waits while the handler is suspended here
 * @param cancelOnClose whether the handler is resumed with an exception when its source ends
 * @param order which other calls it never overlaps
 * @param policy what else its rule says of it
 * @param declares which exception says that it took too long
 * @param held what the site's own method holds there, as its code says; such a call is never
 *     dispatched
 */
public record SiteSettings(
    int rule,
    String className,
    String method,
    int line,
    String call,
    String executor,
    WhenFull whenFull,
    Dispatching dispatching,
    LaneWidth laneWidth,
    boolean cancelOnClose,
    OrderSettings order,
    CallPolicy policy,
    Declared declares,
    Optional<DirectReason> held) {

  /** What waits while a handler is suspended. */
  public enum LaneWidth {
    /** The events of the handler's own lane. */
    CHANNEL,
    /** All events for the same handler instance, on every channel of the loop. */
    HANDLER,
    /** All handlers of the loop. */
    LOOP
  }

  /** How a call is dispatched. */
  public enum Dispatching {
    /** The handler suspends; a call that can't suspend runs directly. */
    SUSPEND,
    /** The thread blocks on the future ({@code loop: none}). */
    BLOCK,
    /** Not at all; it is counted ({@code mode: count}). */
    COUNT
  }

  /** The place, {@code com.acme.Handler.channelRead:42}. */
  public String place() {
    return className + "." + method + (line < 0 ? "" : ":" + line);
  }

  /** The call at its place, as incidents name it. */
  String callAtPlace() {
    return call + " at " + place();
  }
}
