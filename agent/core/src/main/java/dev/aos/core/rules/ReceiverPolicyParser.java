package dev.aos.core.rules;

import dev.aos.core.rules.YamlNode.Scalar;
import dev.aos.runtime.Path;
import dev.aos.runtime.ReceiverPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what a rule says of the objects that its calls are made on. */
final class ReceiverPolicyParser {

  private static final String ONLY_ON = "only-on";
  private static final String ONLY_IF = "only-if";
  private static final String DIRECT_ON = "direct-on";
  private static final String DIRECT_IF = "direct-if";
  private static final String RETURNS = "returns";

  /** The keys. */
  static final List<String> KEYS = List.of(ONLY_ON, ONLY_IF, DIRECT_ON, DIRECT_IF, RETURNS);

  private static final String SUBTYPES = "+";

  private final Problems problems;
  private final Values values;

  ReceiverPolicyParser(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
  }

  /** What a rule of its own says. */
  ReceiverPolicy parse(Fields fields) {
    LoopPaths paths = new LoopPaths(fields, problems).withoutLane();
    return new ReceiverPolicy(
        classes(fields, ONLY_ON),
        paths.path(ONLY_IF),
        classes(fields, DIRECT_ON),
        paths.path(DIRECT_IF),
        paths.pathWithIt(RETURNS));
  }

  /** What an include says: more classes on which no call blocks. */
  ReceiverPolicy parseOfInclude(Fields fields) {
    for (String key : KEYS) {
      Optional<YamlNode> node = fields.node(key);
      if (node.isPresent() && !key.equals(DIRECT_ON)) {
        problems.error(
            node.get().position(),
            Quote.of(key) + " can't be said of a whole pack",
            "write a rule with `call` or `calls`, above");
      }
    }
    Optional<Path> none = Optional.empty();
    return new ReceiverPolicy(List.of(), none, classes(fields, DIRECT_ON), none, none);
  }

  private static Scalar withoutEnd(Scalar text) {
    String name = text.text().substring(0, text.text().length() - SUBTYPES.length());
    return new Scalar(text.position(), name, text.style());
  }

  private List<String> classes(Fields fields, String key) {
    List<String> classes = new ArrayList<>();
    for (Scalar text : fields.texts(key)) {
      boolean subtypes = text.text().endsWith(SUBTYPES);
      Scalar name = subtypes ? withoutEnd(text) : text;
      Optional<TypePattern> type = values.type(name);
      if (type.isEmpty()) {
        continue;
      }
      String pattern = type.get().toString();
      int wildcard = pattern.indexOf('*');
      boolean inside =
          wildcard >= 0
              && (subtypes
                  || wildcard == 0
                  || !pattern.substring(wildcard).matches("[*]{1,2}")
                  || ".$".indexOf(pattern.charAt(wildcard - 1)) < 0);
      if (inside) {
        String message = Quote.of(text.text()) + " has a `*` in a name";
        problems.error(text.position(), message, "name the class, or all of a package: `a.b.*`");
      } else {
        classes.add(subtypes ? pattern + SUBTYPES : pattern);
      }
    }
    return List.copyOf(classes);
  }
}
