package dev.aos.core.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which classes a type pattern means. */
class TypePatternTest {

  @ParameterizedTest(name = "{0} matches {1}: {2}")
  @CsvSource({
    // a name without wildcards is one class
    "com.acme.Server,            com.acme.Server,              true",
    "com.acme.Server,            com.acme.Server$Handler,      false",
    "com.acme.Server,            com.acme.Servers,             false",
    "com.acme.Server,            com.acme.Server.Handler,      false",
    "Server,                     Server,                       true",
    "com.acme.Server$Handler,    com.acme.Server$Handler,      true",
    // * stands for any part of one segment, nested classes included
    "com.acme.*,                 com.acme.Server,              true",
    "com.acme.*,                 com.acme.Server$Handler,      true",
    "com.acme.*,                 com.acme.web.Server,          false",
    "com.acme.*,                 com.acme,                     false",
    "com.*.Server,               com.acme.Server,              true",
    "com.*.Server,               com.acme.web.Server,          false",
    "com.acme.*Handler,          com.acme.FileHandler,         true",
    "com.acme.*Handler,          com.acme.Handler,             true",
    "com.acme.*Handler,          com.acme.FileHandlers,        false",
    "com.acme.F*e*r,             com.acme.FileReader,          true",
    "com.acme.F*e*r,             com.acme.FileReaders,         false",
    "com.acme.Server$*,          com.acme.Server$Handler,      true",
    "com.acme.Server$*,          com.acme.Server,              false",
    "*,                          Server,                       true",
    "*,                          com.Server,                   false",
    // a final ** is the package and all below it
    "com.acme.**,                com.acme.Server,              true",
    "com.acme.**,                com.acme.web.http.Server$A,   true",
    "com.acme.**,                com.acmeweb.Server,           false",
    "com.acme.**,                com.acme,                     false",
    "com.*.web.**,               com.acme.web.Server,          true",
    "com.*.web.**,               com.acme.web.http.Server,     true",
    "com.*.web.**,               com.acme.http.web.Server,     false",
    "com.*.web.**,               com.acme.web,                 false",
    "com.*.web.**,               com,                          false",
    "com.a*.**,                  com.acme.Server,              true",
    "com.a*.**,                  com.bcme.Server,              false",
    // ** alone is everything
    "**,                         com.acme.Server,              true",
    "**,                         Server,                       true",
  })
  void matches(String pattern, String className, boolean expected) throws PatternException {
    assertEquals(expected, TypePattern.parse(pattern).matches(className));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "''                | it is empty                                       | 0",
        "com/acme/Server   | packages are separated by dots                    | 3",
        "com.acme.Server+  | `+` stands in call patterns only                  | 15",
        "com.acme.A.b(..)  | it names classes, not calls                       | 12",
        "com..Server       | a name between two dots is missing                | 4",
        "com.acme.         | a name between two dots is missing                | 9",
        "com.**.Server     | `**` stands only at the end                       | 4",
        "com.acme**        | `**` stands only after a package and a dot        | 8",
        "com.acme.***      | `**` stands only after a package and a dot        | 9",
        "!com.acme.Server  | there is no `!`                                   | 0",
        "com.acme.Ser ver  | there is a space in it                            | 12",
        "com.acme.1Server  | a name can't begin with a digit                   | 9",
        "com.acme.A,B      | `,` can't stand in a name                         | 10",
        "com.acme.\u200BA  | there is an invisible character in it             | 9",
      })
  void isAnError(String pattern, String why, int offset) {
    PatternException error = assertThrows(PatternException.class, () -> TypePattern.parse(pattern));
    String shown = pattern.replace('\u200B', '?');
    assertEquals("`" + shown + "` is no type pattern: " + why, error.getMessage());
    assertEquals(offset, error.offset());
  }

  @Test
  void knowsTheOneClassItNames() throws PatternException {
    assertEquals(Optional.of("com.acme.A$B"), TypePattern.parse("com.acme.A$B").exactName());
    assertEquals(Optional.empty(), TypePattern.parse("com.acme.A*").exactName());
    assertEquals(Optional.empty(), TypePattern.parse("com.acme.**").exactName());
  }

  @Test
  void showsTheTextItWasReadFrom() throws PatternException {
    assertEquals("com.*.web.**", TypePattern.parse("com.*.web.**").toString());
  }
}
