package dev.aos.core.match;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aos.core.rules.CallPattern;
import dev.aos.core.rules.KeepRule;
import dev.aos.core.rules.Located;
import dev.aos.core.rules.PatternException;
import dev.aos.core.rules.Position;
import dev.aos.core.rules.Problem;
import dev.aos.core.rules.ReceiverRules;
import dev.aos.core.rules.ReportSettings;
import dev.aos.core.rules.RuleSet;
import dev.aos.core.rules.ThreadStateRule;
import dev.aos.runtime.CarrierSettings;
import dev.aos.runtime.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameCheckTest {

  private static final Position POSITION = new Position("aos.yaml", 3, 5);

  /** {@code keep:} is checked as {@code offload:} is. */
  private static List<Problem> check(String pattern) throws PatternException {
    return check(List.of(new KeepRule(POSITION, CallPattern.parse(pattern))), List.of(), List.of());
  }

  private static List<Problem> check(
      List<KeepRule> keep, List<Located<CallPattern>> pure, List<ThreadStateRule> state) {
    RuleSet rules =
        new RuleSet(
            "aos.yaml",
            List.of(),
            List.of(),
            keep,
            List.of(),
            pure,
            Map.of(),
            ReceiverRules.none(),
            List.of(),
            state,
            ReportSettings.NONE);
    return new NameCheck(new ClassHierarchies().of(NameCheckTest.class.getClassLoader()))
        .check(rules);
  }

  /** Stands for an application's holder. */
  static final class Tenant {
    static final ThreadLocal<String> CURRENT = new ThreadLocal<>();
    final ThreadLocal<String> own = new ThreadLocal<>();

    static String get() {
      return CURRENT.get();
    }
  }

  private static String state(CarrierSettings.Source source) {
    CarrierSettings carrier = new CarrierSettings("state", Tenant.class.getName(), source, true);
    List<Problem> problems =
        check(List.of(), List.of(), List.of(new ThreadStateRule(POSITION, carrier)));
    return String.join("\n", problems.stream().map(Problem::toString).toList())
        .replace(Tenant.class.getName(), "Tenant");
  }

  private static Path call(String owner, String method) {
    return new Path(
        "call", new Path.Type(owner), List.of(new Path.Call(method, List.of(new Path.It()))));
  }

  @Test
  void pureCallsOfTheFileItselfAreLookedUpToo() throws PatternException {
    CallPattern wrong = CallPattern.parse("java.lang.String.trimm");
    Position bundled = new Position("packs/jdk/pure.yaml", 1, 1);
    List<Problem> problems =
        check(
            List.of(),
            List.of(new Located<>(POSITION, wrong), new Located<>(bundled, wrong)),
            List.of());
    assertEquals(
        List.of(
            "aos.yaml:3:5: error: `java.lang.String.trimm`: `java.lang.String` has no method"
                + " `trimm`; did you mean `trim`?"),
        problems.stream().map(Problem::toString).toList());
  }

  @Test
  void threadStateIsLookedUpToo() {
    assertEquals("", state(new CarrierSettings.Field("CURRENT", false)));
    assertEquals(
        "aos.yaml:3:5: error: `state`: `Tenant` has no static field `CURENT`; did you mean"
            + " `CURRENT`?",
        state(new CarrierSettings.Field("CURENT", false)));
    assertEquals(
        "aos.yaml:3:5: error: `state`: `Tenant` has no static field `own`",
        state(new CarrierSettings.Field("own", false)));
    Path get = call(Tenant.class.getName(), "get");
    Path unknown = call("com.acme.Unknown", "get");
    assertEquals("", state(new CarrierSettings.Calls(get, unknown, Optional.empty(), false)));
    Path wrong = call(Tenant.class.getName(), "gett");
    assertEquals(
        "aos.yaml:3:5: error: `call`: `Tenant` has no static method `gett`; did you mean `get`?",
        state(new CarrierSettings.Calls(get, wrong, Optional.empty(), false)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.nio.file.Files.readString",
        "java.nio.file.Files.read*",
        "java.nio.file.Files",
        "java.nio.file.**",
        "java.io.FileInputStream.new",
        "java.io.FileInputStream.new(java.lang.String)",
        "java.io.FileInputStream.skip(long)",
        "java.sql.PreparedStatement.addBatch(java.lang.String)",
        "java.util.Map$Entry.getKey",
        "com.acme.NotThereYet.read",
        "java.io.BufferedReader.close()"
      })
  void aNameThatExistsOrMayYetExistIsGood(String pattern) throws PatternException {
    assertEquals(List.of(), check(pattern));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "java.nio.file.Files.readStrin | `java.nio.file.Files` has no method `readStrin`;"
            + " did you mean `readString`?",
        "java.nio.file.Filez.readString | there is no class `java.nio.file.Filez` in this JDK",
        "java.nio.file.Files.fetch* | means no method of `java.nio.file.Files`",
        "java.nio.file.Files.size(int) | `java.nio.file.Files` has no `size` with these arguments;"
            + " leave the arguments out to mean every one",
        "java.io.FileInputStream.new(int) | `java.io.FileInputStream` has no constructor with these"
            + " arguments; leave the arguments out to mean every one"
      })
  void aNameThatDoesNotExistIsAnError(String pattern, String message) throws PatternException {
    List<Problem> problems = check(pattern);
    assertEquals(1, problems.size());
    String separator = message.startsWith("means") ? " " : ": ";
    assertEquals(
        "aos.yaml:3:5: error: `" + pattern + "`" + separator + message, problems.get(0).toString());
  }

  /** A loop of the rule file itself is checked, with the classes that there are. */
  private static List<String> checkLoop(TestRules rules) {
    return new NameCheck(new ClassHierarchies().of(NameCheckTest.class.getClassLoader()))
        .check(rules.build()).stream().map(problem -> problem.message()).toList();
  }

  @Test
  void entriesThatExistOrMayYetExistAreGood() {
    TestRules rules =
        TestRules.rules()
            .entry("com.acme.web.Handlers.onRead")
            .entry("com.acme.NotThereYet.on")
            .entry("com.acme.web.Loops.onStage")
            .entryWithResult("com.acme.web.Loops.onFluent")
            .shutdown("com.acme.web.Loops.tryToEnd")
            .resumePoint("java.nio.channels.Selector+.select");
    assertEquals(List.of(), checkLoop(rules));
  }

  @Test
  void entriesThatCanBeNoneAreErrors() {
    TestRules rules =
        TestRules.rules()
            .entry("com.acme.web.Handlers.onSynchronized")
            .entry("com.acme.web.Handlers.onResult")
            .entry("com.acme.web.Loops.onFluent")
            .entryWithResult("com.acme.web.Loops.end")
            .entry("com.acme.web.Loops.onFluid")
            .shutdown("com.acme.web.Loops.endWithNumber")
            .resumePoint("java.nio.channels.Selector+.choose")
            .entry("java.util.concurrent.FutureTask.run");
    assertEquals(
        List.of(
            "`com.acme.web.Handlers.onSynchronized` can't be an entry: a synchronized method holds"
                + " its monitor and can't be suspended",
            "`com.acme.web.Handlers.onResult` can't be an entry: it returns int, which its caller"
                + " would need before its work is done",
            "`com.acme.web.Loops.onFluent` can't be an entry: it returns com.acme.web.Loops:"
                + " `result` has to say what its caller gets",
            "`com.acme.web.Loops.end` can't be an entry: a void method has no `result`",
            "`java.util.concurrent.FutureTask.run` gets no guard: it is a method of the JDK, and"
                + " only bundled definitions have entries there",
            "`com.acme.web.Loops.endWithNumber` can't end a loop: a shutdown method returns void or"
                + " boolean",
            "`com.acme.web.Loops.onFluid`: `com.acme.web.Loops` has no method `onFluid`",
            "`java.nio.channels.Selector+.choose`: `java.nio.channels.Selector` has no method"
                + " `choose`"),
        checkLoop(rules));
  }

  @Test
  void bundledLoopsAreNoBusinessOfTheUser() {
    assertEquals(
        List.of(), checkLoop(TestRules.rules().entry("com.acme.web.Handlers.onResult").bundled()));
  }

  @Test
  void aMethodOfObjectMayBeNamedExactly() throws PatternException {
    assertEquals(List.of(), check("java.net.URL.hashCode"));
  }
}
