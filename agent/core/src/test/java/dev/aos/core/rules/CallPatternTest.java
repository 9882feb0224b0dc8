package dev.aos.core.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which calls a call pattern means. */
class CallPatternTest {

  @ParameterizedTest(name = "{0} matches {1}.{2}{3}: {4}")
  @CsvSource(
      delimiter = '|',
      value = {
        // TYPE.MEMBER
        "java.io.File.exists      | java.io.File | exists | ()Z                    | true",
        "java.io.File.exists      | java.io.File | exist  | ()Z                    | false",
        "java.io.File.exists      | java.io.Fil  | exists | ()Z                    | false",
        "java.io.File.list        | java.io.File | list   | (Ljava/io/FileFilter;)[S | true",
        "java.io.File.list*       | java.io.File | listFiles | ()[Ljava/io/File;   | true",
        "java.io.File.*Files      | java.io.File | listFiles | ()[Ljava/io/File;   | true",
        "java.io.File.list*       | java.io.File | exists | ()Z                    | false",
        "java.io.*Stream.read*    | java.io.FileInputStream | readNBytes | (I)[B    | true",
        "java.util.Map$Entry.getKey | java.util.Map$Entry | getKey | ()Ljava/lang/Object; | true",
        // TYPE and TYPE.*
        "java.io.File             | java.io.File | exists | ()Z                    | true",
        "java.io.File.*           | java.io.File | exists | ()Z                    | true",
        "java.io.File             | java.io.File$A | exists | ()Z                  | false",
        "java.nio.file.Files.*    | java.nio.file.Files | size | (Ljava/nio/file/Path;)J | true",
        "java.nio.file.Files.*    | java.nio.file.Files.Sub | size | ()J           | false",
        // PACKAGE.**
        "java.nio.file.**         | java.nio.file.Files | size | (Ljava/nio/file/Path;)J | true",
        "java.nio.file.**         | java.nio.file.attribute.FileTime | toMillis | ()J | true",
        "java.nio.file.**         | java.nio.files.Files | size | ()J              | false",
        // every class directly in a package
        "java.io.*.*              | java.io.File | exists | ()Z                    | true",
        "java.io.*.exists         | java.io.File | exists | ()Z                    | true",
        "java.io.*.exists         | java.io.File | length | ()J                    | false",
        "java.io.*.new            | java.io.File | <init> | (Ljava/lang/String;)V  | true",
        // constructors are matched by new alone
        "java.io.File.new         | java.io.File | <init> | (Ljava/lang/String;)V  | true",
        "java.io.File.new         | java.io.File | new    | ()V                    | false",
        "java.io.File.n*          | java.io.File | <init> | (Ljava/lang/String;)V  | false",
        "java.io.File             | java.io.File | <init> | (Ljava/lang/String;)V  | false",
        "java.io.**               | java.io.File | <init> | (Ljava/lang/String;)V  | false",
        "java.io.File             | java.io.File | <clinit> | ()V                  | false",
        // arguments
        "a.B.c()                  | a.B | c | ()V                                  | true",
        "a.B.c()                  | a.B | c | (I)V                                 | false",
        "a.B.c( )                 | a.B | c | ()V                                  | true",
        "a.B.c(..)                | a.B | c | ()V                                  | true",
        "a.B.c(..)                | a.B | c | (IJ[[Ljava/lang/String;)V            | true",
        "a.B.c(int)               | a.B | c | (I)J                                 | true",
        "a.B.c(int)               | a.B | c | (J)J                                 | false",
        "a.B.c(int)               | a.B | c | ([I)J                                | false",
        "a.B.c(int)               | a.B | c | (II)J                                | false",
        "a.B.c(boolean,byte,char,double) | a.B | c | (ZBCD)V                       | true",
        "a.B.c(float,int,long,short)     | a.B | c | (FIJS)V                       | true",
        "a.B.c(java.lang.String)  | a.B | c | (Ljava/lang/String;)V                | true",
        "a.B.c(java.lang.String)  | a.B | c | (Ljava/lang/Strings;)V               | false",
        "a.B.c(java.lang.String[]) | a.B | c | ([Ljava/lang/String;)V              | true",
        "a.B.c(byte[][], int)     | a.B | c | ([[BI)V                              | true",
        "a.B.c(java.util.Map$Entry) | a.B | c | (Ljava/util/Map$Entry;)V           | true",
        "a.B.c(*)                 | a.B | c | ([[J)V                               | true",
        "a.B.c(*)                 | a.B | c | ()V                                  | false",
        "a.B.c(*)                 | a.B | c | (II)V                                | false",
        "a.B.c(*, int, *)         | a.B | c | (Ljava/lang/String;I[Z)V             | true",
        "a.B.c(int, ..)           | a.B | c | (I)V                                 | true",
        "a.B.c(int, ..)           | a.B | c | (IJJ)V                               | true",
        "a.B.c(int, ..)           | a.B | c | (JI)V                                | false",
        "a.B.new(int)             | a.B | <init> | (I)V                            | true",
        "a.B.new(int)             | a.B | <init> | ()V                             | false",
        "a.B.*(int)               | a.B | d | (I)V                                 | true",
        // a class in lower case, where something shows that the last name is the member
        "com.acme.util.get(..)    | com.acme.util | get | ()V                      | true",
        "com.acme.util.new        | com.acme.util | <init> | ()V                   | true",
        "com.acme.util+.get       | com.acme.util | get | ()V                      | true",
        // a method in upper case, where arguments or + show that it is one
        "com.sun.jna.Kernel.Open(..) | com.sun.jna.Kernel | Open | ()V             | true",
        "com.sun.jna.Kernel+.Open | com.sun.jna.Kernel | Open | ()V                | true",
        // a package in upper case, with * in its place
        "org.omg.*.ORB.init       | org.omg.CORBA.ORB | init | ()V                 | true",
        // names that compilers make
        "com.acme.Main.run-impl   | com.acme.Main | run-impl | ()V                 | true",
        "com.acme.Main$.apply     | com.acme.Main$ | apply | ()V                   | true",
        "com.acme.Straße.größe    | com.acme.Straße | größe | ()I                  | true",
      })
  void matches(String pattern, String owner, String member, String descriptor, boolean expected)
      throws PatternException {
    CallPattern call = CallPattern.parse(pattern);
    boolean matches = call.owner().matches(owner) && call.matchesMember(member, descriptor);
    assertEquals(expected, matches);
  }

  @Nested
  class MethodsOfObject {

    @ParameterizedTest(name = "{0}{1}")
    @CsvSource(
        delimiter = '|',
        value = {
          "equals    | (Ljava/lang/Object;)Z",
          "hashCode  | ()I",
          "toString  | ()Ljava/lang/String;",
          "getClass  | ()Ljava/lang/Class;",
          "clone     | ()Ljava/lang/Object;",
          "clone     | ()Lcom/acme/Message;",
          "finalize  | ()V",
          "notify    | ()V",
          "notifyAll | ()V",
          "wait      | ()V",
          "wait      | (J)V",
          "wait      | (JI)V",
        })
    void areMatchedByTheirNameOnly(String name, String descriptor) throws PatternException {
      assertFalse(CallPattern.parse("com.acme.Message").matchesMember(name, descriptor));
      assertFalse(CallPattern.parse("com.acme.**").matchesMember(name, descriptor));
      String prefix = name.substring(0, 3);
      CallPattern wildcard = CallPattern.parse("com.acme.Message." + prefix + "*");
      assertFalse(wildcard.matchesMember(name, descriptor));
      CallPattern exact = CallPattern.parse("com.acme.Message." + name);
      assertTrue(exact.matchesMember(name, descriptor));
    }

    @ParameterizedTest(name = "{0}{1}")
    @CsvSource(
        delimiter = '|',
        value = {
          "equals   | (Lcom/acme/Message;)Z",
          "hashCode | (I)I",
          "toString | (I)Ljava/lang/String;",
          "wait     | (Ljava/time/Duration;)V",
        })
    void areNotTheirNamesakes(String name, String descriptor) throws PatternException {
      assertTrue(CallPattern.parse("com.acme.Message").matchesMember(name, descriptor));
    }
  }

  @Nested
  class Parts {

    @Test
    void ofAnExactPattern() throws PatternException {
      CallPattern call = CallPattern.parse("java.nio.file.Files.copy(java.nio.file.Path, ..)");
      assertEquals(Optional.of("java.nio.file.Files"), call.exactOwner());
      assertEquals(Optional.of("copy"), call.exactMemberName());
      assertEquals("(java.nio.file.Path, ..)", call.arguments().orElseThrow().toString());
      assertEquals(List.of("java.nio.file.Path"), call.arguments().orElseThrow().types());
      assertTrue(call.arguments().orElseThrow().open());
      assertTrue(call.exactMember());
      assertFalse(call.subtypes());
    }

    @Test
    void ofAConstructor() throws PatternException {
      CallPattern call = CallPattern.parse("java.io.File.new()");
      assertEquals(Optional.of("<init>"), call.exactMemberName());
      assertEquals("()", call.arguments().orElseThrow().toString());
      assertTrue(call.exactMember());
    }

    @Test
    void ofSubtypes() throws PatternException {
      CallPattern call = CallPattern.parse("java.sql.Statement+.execute*(..)");
      assertEquals(Optional.of("java.sql.Statement"), call.exactOwner());
      assertEquals(Optional.empty(), call.exactMemberName());
      assertEquals(Optional.empty(), call.arguments());
      assertTrue(call.subtypes());
      assertFalse(call.exactMember());
      assertTrue(CallPattern.parse("java.sql.Statement+").subtypes());
    }

    @Test
    void ofAPackage() throws PatternException {
      CallPattern call = CallPattern.parse("java.nio.file.**");
      assertEquals(Optional.empty(), call.exactOwner());
      assertEquals(Optional.empty(), call.exactMemberName());
      assertEquals("java.nio.file.**", call.owner().toString());
      assertFalse(call.exactMember());
    }
  }

  @Test
  void equalsWhatMeansTheSameInTheSameWords() throws PatternException {
    CallPattern file = CallPattern.parse("java.io.File");
    assertEquals(file, CallPattern.parse("java.io.File.*"));
    assertEquals(file, CallPattern.parse("java.io.File.*(..)"));
    assertEquals(file.hashCode(), CallPattern.parse("java.io.File.*").hashCode());
    assertEquals(CallPattern.parse("a.B.c(int,long)"), CallPattern.parse("a.B.c( int , long )"));
    assertNotEquals(file, CallPattern.parse("java.io.File+"));
    assertNotEquals(file, CallPattern.parse("java.io.File.list"));
    assertNotEquals(CallPattern.parse("a.B.c(int)"), CallPattern.parse("a.B.c(int, ..)"));
  }

  @Test
  void showsTheTextItWasReadFrom() throws PatternException {
    assertEquals("java.io.File", CallPattern.parse("java.io.File").toString());
  }

  /** The messages stand in bad/patterns.txt and bad/pattern-arguments.txt; here, the offsets. */
  @ParameterizedTest(name = "{0} at {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "java.nio.file.Files#exists     | 19",
        "java.io.File.<init>            | 12",
        "java.nio.file.Files.**         | 14",
        "java.util.Map.Entry.getKey     | 13",
        "java.io.File.list(             | 18",
        "java.io.File.list(String)      | 18",
        "java.io.File.list(int, String) | 23",
        "java.io.File.list(int,, int)   | 22",
        "java.io.File.list)             | 17",
      })
  void saysWhereTheErrorIs(String pattern, int offset) {
    PatternException error = assertThrows(PatternException.class, () -> CallPattern.parse(pattern));
    assertEquals(offset, error.offset());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "...",
        "*",
        "**",
        "***",
        "*.**",
        "+",
        "+.a",
        "a+.",
        "A+.b.c",
        "A++",
        "A+.b+",
        "(",
        ")",
        "()",
        ")(",
        "a)(b",
        "A.b(",
        "A.b)",
        "A.b()()",
        "A.b(()",
        "A.b(,)",
        "A.b(..,..)",
        "A.b(int[)",
        "A.b(int])",
        "A.b([])",
        "A.b([]int)",
        "A.**.b",
        "A.b**",
        "java.new.**(",
        "a.b",
        "new",
        "a.*",
        "A.B.C",
        "A b",
        "A.b c",
        "A.b(int int)",
        "!A",
        "A!",
        "A=b",
        "A.b:",
        "-",
        "- A",
        "A.\u200Bb",
        "\uD83D\uDE00.**("
      })
  void refusesWhatIsNoPattern(String text) {
    assertThrows(PatternException.class, () -> CallPattern.parse(text));
  }
}
