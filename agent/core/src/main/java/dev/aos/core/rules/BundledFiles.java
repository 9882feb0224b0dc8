package dev.aos.core.rules;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The packs and loop definitions that come with AOS: YAML resources in the language of rule files.
 * Something wrong in one is a defect of AOS, so it is thrown.
 */
public final class BundledFiles {

  /** The packs that rules can include. */
  static final List<String> PACKS =
      List.of(
          "jdk/files",
          "jdk/streams",
          "jdk/net",
          "jdk/process",
          "jdbc",
          "jdk/waits",
          "netty/waits",
          "vertx/waits",
          "reactor/waits");

  /** What wildcards skip. */
  static final String HARMLESS = "jdk/harmless";

  /** What is called while calls are under way. */
  static final String PURE = "jdk/pure";

  /** Whose calls may overlap. */
  static final String THREAD_SAFE = "jdk/thread-safe";

  /** The loops that {@code loop: auto} means. */
  static final List<String> AUTO_LOOPS = List.of("netty", "vertx");

  /**
   * All loops that are defined. Those of the JDK work only where a rule file names them: every
   * program has such classes, and few of them are event loops.
   */
  static final List<String> LOOPS = List.of("netty", "vertx", "executor", "selector", "swing");

  private static final String VERSION = "version";

  private BundledFiles() {
    // no instances
  }

  /** The rules of a pack, one of {@link #PACKS}. */
  static List<RuleDraft> pack(String name) {
    Problems problems = new Problems();
    String file = "packs/" + name + ".yaml";
    Fields fields = read(file, List.of(VERSION, "offload"), problems);
    List<YamlNode> items = Sections.items(fields.node("offload").orElseThrow(), file, problems);
    SettingsParser settings = new SettingsParser(Optional.empty(), problems);
    List<RuleDraft> rules = new OffloadParser(settings, problems).parse(items);
    check(problems);
    return rules;
  }

  /** The calls that wildcards skip. */
  static List<CallPattern> harmless() {
    List<CallPattern> calls = new ArrayList<>();
    for (Located<CallPattern> call : calls(HARMLESS, "harmless")) {
      calls.add(call.value());
    }
    return List.copyOf(calls);
  }

  /** The calls that neither change nor see anything that others could. */
  public static List<Located<CallPattern>> pure() {
    return calls(PURE, "pure");
  }

  private static List<Located<CallPattern>> calls(String pack, String key) {
    Problems problems = new Problems();
    Fields fields = read("packs/" + pack + ".yaml", List.of(VERSION, key), problems);
    List<Located<CallPattern>> calls = fields.calls(key);
    check(problems);
    return List.copyOf(calls);
  }

  /** Objects that only pass on what is behind them, to which they belong. */
  public static List<HandleType> wrappers() {
    Problems problems = new Problems();
    Fields fields = read("packs/jdk/wrappers.yaml", List.of(VERSION, "handles"), problems);
    List<HandleType> wrappers = new ReceiversParser(problems).handles(fields);
    check(problems);
    return wrappers;
  }

  /** What is known of receivers. */
  static ReceiverRules receivers() {
    Problems problems = new Problems();
    Fields fields = read("packs/" + THREAD_SAFE + ".yaml", ReceiversParser.KEYS, problems);
    ReceiverRules receivers = new ReceiversParser(problems).parse(fields);
    check(problems);
    return receivers;
  }

  /** The definition of a loop, one of {@link #LOOPS}. */
  static LoopDefinition loop(String name) {
    Problems problems = new Problems();
    Fields fields = read("loops/" + name + ".yaml", List.of(VERSION, "loops"), problems);
    List<LoopDefinition> loops =
        new LoopsParser(problems).parse(fields.node("loops").orElseThrow());
    check(problems);
    return loops.get(0);
  }

  /** Thread state of well-known libraries. */
  static List<ThreadStateRule> threadState() {
    Problems problems = new Problems();
    Fields fields = stateFile(problems);
    List<ThreadStateRule> rules =
        new ThreadStateParser(problems).parse(fields.node("thread-state").orElseThrow());
    check(problems);
    return rules;
  }

  /** Classes of thread locals, or of their values, that nobody needs to carry. */
  public static List<TypePattern> harmlessState() {
    Problems problems = new Problems();
    List<TypePattern> types = stateFile(problems).types("harmless");
    check(problems);
    return types;
  }

  private static Fields stateFile(Problems problems) {
    return read("thread-state.yaml", List.of(VERSION, "thread-state", "harmless"), problems);
  }

  private static Fields read(String file, List<String> keys, Problems problems) {
    Optional<YamlNode> root = YamlDocument.parse(file, text(file), problems);
    check(problems);
    return Fields.of(root.orElseThrow(), "a bundled file", keys, problems).orElseThrow();
  }

  private static String text(String file) {
    try (InputStream in = BundledFiles.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("AOS lacks its file " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new IllegalStateException("AOS can't read its file " + file, unreadable);
    }
  }

  private static void check(Problems problems) {
    List<Problem> found = problems.inFileOrder();
    if (!found.isEmpty()) {
      throw new IllegalStateException("AOS: " + found.get(0));
    }
  }
}
