package dev.aos.core.rules;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlVersionException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads a YAML document with snakeyaml-engine's parser of events. Nothing is constructed but {@link
 * YamlNode}s, so neither tags nor aliases can do harm.
 */
final class YamlDocument {

  /** So many traps are named at once; each costs another pass over the text. */
  private static final int MOST_REPAIRS = 20;

  private YamlDocument() {
    // no instances
  }

  /**
   * Reads a document.
   *
   * @param file the file's name, for positions
   * @param text its text
   * @param problems gets what is wrong with it
   * @return its root (an empty scalar for an empty file), or nothing if the text can't be read as a
   *     whole; a problem has been reported then
   */
  static Optional<YamlNode> parse(String file, String text, Problems problems) {
    String mended = text;
    for (int repairs = 0; ; repairs++) {
      Problems inDocument = new Problems();
      try {
        YamlNode root = compose(file, mended, inDocument);
        problems.addAll(inDocument);
        return Optional.of(root);
      } catch (TooMuchException limit) {
        problems.addAll(inDocument);
        problems.add(limit.problem());
        return Optional.empty();
      } catch (MarkedYamlEngineException syntaxError) {
        SyntaxTraps.Explanation explanation = new SyntaxTraps(file, mended).explain(syntaxError);
        problems.add(explanation.problem());
        if (explanation.mended().isEmpty() || repairs == MOST_REPAIRS) {
          problems.addAll(inDocument);
          return Optional.empty();
        }
        mended = explanation.mended().get();
      } catch (YamlVersionException newer) {
        String message = "the YAML version that `%YAML` names is not known";
        problems.error(new Position(file, 1, 1), message, "remove that line");
        return Optional.empty();
      } catch (YamlEngineException unplaced) {
        problems.error(new Position(file, 1, 1), "this is no YAML: " + message(unplaced));
        return Optional.empty();
      }
    }
  }

  private static YamlNode compose(String file, String text, Problems problems)
      throws TooMuchException {
    LoadSettings settings = LoadSettings.builder().setLabel(file).build();
    ParserImpl events = new ParserImpl(settings, new StreamReader(settings, text));
    return new YamlComposer(file, events, problems).compose();
  }

  private static String message(Exception exception) {
    return Quote.plain(String.valueOf(exception.getMessage()));
  }

  /** A limit was met: the rest of the file is not read. */
  static final class TooMuchException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    TooMuchException(Position position, String message, String suggestion) {
      super(message, null, false, false);
      this.problem =
          new Problem(Problem.Severity.ERROR, position, message, Optional.of(suggestion));
    }

    Problem problem() {
      return problem;
    }
  }
}
