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
 * @param resume an {@link java.util.concurrent.Executor} that runs a task on the loop's thread
 * @param inside whether this thread is the entry's running loop; without it, it is
 * @param unattended names of executor classes whose tasks nobody runs by himself
 * @param waiting what is done at once when the event has to wait for its lane
 * @param error what is done with a throwable ({@code it}) that nobody waits for any more
 * @param reading whether the source is being read
 * @param pause stops reading the source
 * @param putBack makes {@code reading} true again without reading anything yet
 * @param resumeReading starts reading it again
 */
public record EntrySettings(
    String loop,
    String className,
    String method,
    Path lane,
    Path resume,
    Optional<Path> inside,
    Set<String> unattended,
    Optional<Path> waiting,
    Optional<Path> error,
    Optional<Path> reading,
    Optional<Path> pause,
    Optional<Path> putBack,
    Optional<Path> resumeReading) {

  /** The place, {@code io.netty…HeadContext.channelRead}. */
  public String place() {
    return className + "." + method;
  }
}
