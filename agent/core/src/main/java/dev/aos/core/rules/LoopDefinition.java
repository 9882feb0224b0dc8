package dev.aos.core.rules;

import dev.aos.runtime.Path;
import java.util.List;
import java.util.Optional;

/**
 * What AOS knows of one kind of event loop. It is data: bundled YAML files, read by the same parser
 * as the user's.
 *
 * @param name the loop's name, {@code netty}
 * @param position where it stands
 * @param builtOn the loop that this one is built on ({@code built-on:}): whoever names this one
 *     means that one, too
 * @param entries the methods through which the loop enters handlers
 * @param resumePoints calls of the loop around which handlers are resumed ({@code at:} of entries)
 * @param shutdown methods that end the loop
 * @param inside a boolean: whether this thread is the running loop of the entry ({@code inside:});
 *     an entry on any other thread runs inline
 * @param unattended loops that nobody runs ({@code unattended:}): an executor from {@code resume:}
 *     of such a type, or a lane's key, never runs its tasks by itself, so its entries run inline
 * @param reading a boolean: whether the source is being read ({@code reading:})
 * @param pause stops reading the source ({@code pause:})
 * @param putBack makes {@code reading} true again before the handler goes on, without reading
 *     anything yet ({@code put-back:}); so that the handler finds what it left
 * @param resumeReading starts reading the source again ({@code resume-reading:})
 * @param threadState what follows the loop's handlers, besides what always does ({@code
 *     thread-state:})
 * @param ownLocks classes whose locks the loop holds as long as it runs ({@code own-locks:}); they
 *     keep nobody from being suspended
 */
public record LoopDefinition(
    String name,
    Position position,
    Optional<String> builtOn,
    List<LoopEntry> entries,
    List<LoopResumePoint> resumePoints,
    List<LoopShutdown> shutdown,
    Optional<Path> inside,
    List<TypePattern> unattended,
    Optional<Path> reading,
    Optional<Path> pause,
    Optional<Path> putBack,
    Optional<Path> resumeReading,
    List<ThreadStateRule> threadState,
    List<TypePattern> ownLocks) {

  /** The same without methods that are not to hold their monitors. */
  LoopDefinition withoutExclusiveEntries() {
    return with(resumePoints, shutdown);
  }

  /** Its entries alone, which show what threads are event loops. */
  LoopDefinition onlyMarking() {
    return with(List.of(), List.of());
  }

  private LoopDefinition with(List<LoopResumePoint> points, List<LoopShutdown> ends) {
    return new LoopDefinition(
        name,
        position,
        builtOn,
        entries.stream().filter(entry -> !entry.isExclusive()).toList(),
        points,
        ends,
        inside,
        unattended,
        reading,
        pause,
        putBack,
        resumeReading,
        threadState,
        ownLocks);
  }
}
