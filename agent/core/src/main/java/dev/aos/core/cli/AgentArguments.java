package dev.aos.core.cli;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The agent's argument: {@code FILE[,on-error=run|exit][,report=FILE][,mode=off|report]
 * [,verify=off]}.
 *
 * @param ruleFile the rule file, if one is named
 * @param exitOnError whether errors in the rules end the program instead of running it unwoven
 * @param reportFile where the whole report goes, if it is named here; wins over the rule file
 * @param mode what is done at all
 * @param verify whether woven classes are verified before they are used
 * @param errors what is wrong in the argument
 */
record AgentArguments(
    Optional<String> ruleFile,
    boolean exitOnError,
    Optional<String> reportFile,
    Mode mode,
    boolean verify,
    List<String> errors) {

  static final String SYNTAX =
      "FILE[,on-error=run|exit][,report=FILE][,mode=off|report][,verify=on|off]";

  /** What the agent does at all. */
  enum Mode {
    /** What the rules say. */
    AS_RULED,
    /** Every rule as if it said {@code mode: report}. */
    REPORT,
    /** Nothing. */
    OFF
  }

  /** The same for a JVM with another working directory. */
  AgentArguments withAbsoluteFiles() {
    return new AgentArguments(
        ruleFile.map(AgentArguments::absolute),
        exitOnError,
        reportFile.map(AgentArguments::absolute),
        mode,
        verify,
        errors);
  }

  private static String absolute(String file) {
    return new File(file).getAbsolutePath();
  }

  /** The argument as it would be written. */
  @Override
  public String toString() {
    return ruleFile.orElse("")
        + (exitOnError ? ",on-error=exit" : "")
        + reportFile.map(file -> ",report=" + file).orElse("")
        + (mode == Mode.AS_RULED ? "" : ",mode=" + mode.name().toLowerCase(Locale.ROOT))
        + (verify ? "" : ",verify=off");
  }

  /** Reads the argument; what is wrong with it is in {@link #errors}. */
  static AgentArguments parse(String text) {
    Parser parser = new Parser();
    for (String part : split(text)) {
      parser.accept(part);
    }
    return parser.result();
  }

  // Not String.split: it may load the regular-expression engine before the application's main.
  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    for (int comma = text.indexOf(','); comma >= 0; comma = text.indexOf(',', start)) {
      parts.add(text.substring(start, comma));
      start = comma + 1;
    }
    parts.add(text.substring(start));
    return parts;
  }

  private static final class Parser {
    private Optional<String> ruleFile = Optional.empty();
    private boolean exitOnError;
    private Optional<String> reportFile = Optional.empty();
    private Mode mode = Mode.AS_RULED;
    private boolean verify = true;
    private boolean first = true;
    private final List<String> errors = new ArrayList<>();

    void accept(String part) {
      int equals = part.indexOf('=');
      if (equals >= 0) {
        option(part.substring(0, equals), part.substring(equals + 1), part);
      } else if (first) {
        ruleFile = part.isEmpty() ? Optional.empty() : Optional.of(part);
      } else {
        error(part, "is no option");
      }
      first = false;
    }

    private void option(String name, String value, String part) {
      switch (name) {
        case "on-error" -> exitOnError = choice(part, value, "run", "exit");
        case "verify" -> verify = choice(part, value, "off", "on");
        case "report" -> reportFile = Optional.of(value);
        case "mode" -> mode = choice(part, value, "off", "report") ? Mode.REPORT : Mode.OFF;
        default -> error(part, "is no option");
      }
    }

    /** Whether the value is the second of two. */
    private boolean choice(String part, String value, String one, String other) {
      if (!value.equals(one) && !value.equals(other)) {
        error(part, "can be " + one + " or " + other);
      }
      return value.equals(other);
    }

    private void error(String part, String what) {
      errors.add("agent argument `" + part + "` " + what + "; the syntax is " + SYNTAX);
    }

    AgentArguments result() {
      return new AgentArguments(ruleFile, exitOnError, reportFile, mode, verify, errors);
    }
  }
}
