package dev.aos.core.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aos.runtime.Path;
import dev.aos.runtime.Path.Argument;
import dev.aos.runtime.Path.Call;
import dev.aos.runtime.Path.Field;
import dev.aos.runtime.Path.It;
import dev.aos.runtime.Path.Root;
import dev.aos.runtime.Path.Step;
import dev.aos.runtime.Path.This;
import dev.aos.runtime.Path.Type;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a path of a loop definition says. */
class PathParserTest {

  @Test
  void beginsWithTheReceiverAnArgumentOrTheValueAtHand() throws PatternException {
    check("this", new This());
    check("arg0", new Argument(0));
    check("arg12", new Argument(12));
    check("it", new It());
  }

  @Test
  void goesOnWithFieldsAndMethods() throws PatternException {
    check("this.tasks", new This(), new Field("tasks"));
    check("arg0.channel()", new Argument(0), call("channel"));
    check("it.a.b().c", new It(), new Field("a"), call("b"), new Field("c"));
  }

  @Test
  void beginsWithAClassUpToTheFirstCapital() throws PatternException {
    check("com.acme.Ctx.get()", new Type("com.acme.Ctx"), call("get"));
    check("com.acme.Ctx.CURRENT", new Type("com.acme.Ctx"), new Field("CURRENT"));
    check("com.acme.Ctx$Key.NAME", new Type("com.acme.Ctx$Key"), new Field("NAME"));
    check("Ctx.get()", new Type("Ctx"), call("get"));
    check("argon.Gas.get()", new Type("argon.Gas"), call("get"));
  }

  @Test
  void takesLiteralsAndTheValueAtHandForArguments() throws PatternException {
    check("arg0.setAutoRead(false)", new Argument(0), call("setAutoRead", false));
    check("com.acme.Ctx.set(it)", new Type("com.acme.Ctx"), call("set", new It()));
    check("this.put('a b', \"it's\")", new This(), call("put", "a b", "it's"));
    check("this.at( 1 , -2,3L)", new This(), call("at", 1, -2, 3L));
    check("this.at(9000000000, true )", new This(), call("at", 9_000_000_000L, true));
  }

  @Test
  void takesPathsForArguments() throws PatternException {
    Path inner = new Path("arg0.config()", new Argument(0), List.of(call("config")));
    check(
        "a.Ctx.SET.set(arg0.config(), 1)",
        new Type("a.Ctx"),
        new Field("SET"),
        call("set", inner, 1));
    check("this.at(this)", new This(), call("at", new Path("this", new This(), List.of())));
  }

  private static Call call(String name, Object... arguments) {
    return new Call(name, List.of(arguments));
  }

  private static void check(String text, Root root, Step... steps) throws PatternException {
    assertEquals(new Path(text, root, List.of(steps)), PathParser.parse(text));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``               | a name is missing                            | 0",
        "arg              | [arg] is nothing a path begins with          | 0",
        "arg255           | [arg255] is nothing a path begins with       | 0",
        "arg0channel      | [arg0channel] is nothing a path begins with  | 0",
        "com.acme.ctx     | [ctx] is nothing a path begins with          | 0",
        "com.acme.Ctx     | a class alone is no value                    | 12",
        "this.            | a name is missing                            | 5",
        "this..a          | a name is missing                            | 5",
        "this.1           | a name is missing                            | 5",
        "this a           | a [.] is missing                             | 4",
        "this.a(          | a [)] is missing                             | 7",
        "this.a(1         | a [,] is missing                             | 8",
        "this.a(1,        | a [)] is missing                             | 9",
        "this.a('b)       | a quote is never closed                      | 7",
        "this.a(b)        | [b] is no literal                            | 7",
        "this.a(1.5)      | [1.5] is no literal                          | 7",
        "this.a()b        | a [.] is missing                             | 8",
      })
  void isAnError(String text, String why, int offset) {
    PatternException error = assertThrows(PatternException.class, () -> PathParser.parse(text));
    String expected = why.replace('[', '`').replace(']', '`');
    assertEquals("`" + text + "` is no path: " + expected, error.getMessage());
    assertEquals(offset, error.offset());
  }
}
