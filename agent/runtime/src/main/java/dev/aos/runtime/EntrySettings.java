package dev.aos.runtime;

import java.util.Optional;
import java.util.Set;

/**
 * What the runtime must know of a woven entry.
 *
 * @param loop the loop definition's name
 * @param className the binary name of the class in which the method stands
 * @param method the method's name
 * @param lane the key by which entries are serialised
 * @param resume how a suspended handler gets back onto the loop's thread
 * @param inside whether this thread is the entry's running loop; without it, it is
 * @param unattended names of classes of lane keys and executors whose tasks nobody runs by himself
 * @param source what is done to the source while a handler is suspended
 * @param waiting what is done at once when the event has to wait for its lane
 * @param error what is done with a throwable ({@code it}) that nobody waits for any more
 * @param result what the method gives back when its work is done in a continuation; without it the
 *     method is void or returns a {@link java.util.concurrent.CompletionStage}
 * @param onlyFor an object; the method is an entry only if that is of an event-loop class
 * @param handler the handler that the method enters, for {@code lane: handler}
 * @param traits what else is particular about it
 */
public record EntrySettings(
    String loop,
    String className,
    String method,
    Path lane,
    Resume resume,
    Optional<Path> inside,
    Set<String> unattended,
    SourcePaths source,
    Optional<Path> waiting,
    Optional<Path> error,
    Optional<Path> result,
    Optional<Path> onlyFor,
    Optional<Path> handler,
    Set<Trait> traits) {

  /** What can be particular about an entry. */
  public enum Trait {
    /** The event says that the lane's source has ended. */
    CLOSES,
    /**
     * Handlers call the method themselves: inside the lane's own handler it runs at once, whatever
     * waits in the lane.
     */
    INNER,
    /** An entry only where no handler runs on the thread; inside one it is part of that. */
    OUTERMOST,
    /**
     * Nobody enters a handler here, others do further down: the method waits while the lane's
     * handler is suspended, else it just goes on.
     */
    ONLY_WAITS,
    /**
     * The method reads by itself, and has read nothing yet when it is called. While the handler is
     * suspended a further call is not kept: the source is paused by then, no earlier, and calls
     * again when it is read again.
     */
    READS,
    /**
     * An entry only in event-loop classes that name its loop, and only if it returns nothing: for
     * patterns that any class would match. Weaving alone looks at it.
     */
    IN_EVENT_LOOPS,
    /**
     * No entry at all: the method runs at once, but not beside another exclusive one of the same
     * object. Its monitor, if it had one, is gone.
     */
    EXCLUSIVE
  }

  /** The place, {@code io.netty…HeadContext.channelRead}. */
  public String place() {
    return className + "." + method;
  }
}
