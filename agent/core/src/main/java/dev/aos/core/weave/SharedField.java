package dev.aos.core.weave;

import dev.aos.runtime.SiteSettings.LaneWidth;
import java.util.Locale;

/**
 * A field that a method reads before and writes after an await: another lane may change it
 * meanwhile, if it shares the object.
 *
 * @param className the binary name of the class in which the method stands
 * @param method the method
 * @param field the field's name
 * @param isStatic whether it belongs to no instance
 * @param readLine where it is read, or {@link PlannedSite#NO_LINE}
 * @param awaitLine where the handler is suspended
 * @param writeLine where it is written
 */
public record SharedField(
    String className,
    String method,
    String field,
    boolean isStatic,
    int readLine,
    int awaitLine,
    int writeLine) {

  /** What is to be said of it. */
  @Override
  public String toString() {
    return className
        + "."
        + field
        + " is read"
        + line(" in", readLine)
        + " and written"
        + line(" in", writeLine)
        + ", with an await"
        + line(" at", awaitLine)
        + " between: another lane may change it meanwhile; `lane: "
        + width()
        + "` keeps it";
  }

  /** The narrowest lane in which nothing else comes between. */
  private String width() {
    return (isStatic ? LaneWidth.LOOP : LaneWidth.HANDLER).name().toLowerCase(Locale.ROOT);
  }

  private String line(String preposition, int line) {
    return line == PlannedSite.NO_LINE ? " in " + method : preposition + " line " + line;
  }
}
