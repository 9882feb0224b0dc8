package com.acme.web;

import com.acme.api.Files;
import com.acme.api.Note;
import com.acme.api.Source;
import com.acme.api.Stream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/** Method references of every form, and lambdas. */
public class References extends Stream {

  private static final Function<String, String> CONSTANT = Files::read;

  public References() {
    super("references");
  }

  public static String toStatic() {
    Function<String, String> read = Files::read;
    return read.apply("reference");
  }

  public static String toConstructor() {
    Function<String, Note> create = Note::new;
    return create.apply("reference").toString();
  }

  public static String toArrayConstructor() {
    IntFunction<Note[]> create = Note[]::new;
    return Arrays.toString(create.apply(2));
  }

  public static int toUnboundReceiver() {
    ToIntFunction<Stream> read = Stream::read;
    return read.applyAsInt(new Stream("abc"));
  }

  public static long toUnboundReceiverWithArgument() {
    BiFunction<Stream, Long, Long> skip = Stream::skip;
    return skip.apply(new Stream("abc"), 2L);
  }

  /** The objects are of a subclass, which the interface's type arguments name. */
  public static String toUnboundReceiverOfSubclass() {
    Function<References, String> describe = Stream::describe;
    return describe.apply(new References());
  }

  public static int toBoundReceiver() {
    Stream stream = new Stream("abc");
    Callable<Integer> read = stream::read;
    stream = new Stream("xyz");
    try {
      return read.call() + read.call() + stream.read();
    } catch (Exception impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  public static String toBoundReceiverThatIsNull() {
    Stream none = null;
    try {
      Supplier<String> describe = none::describe;
      return "made " + describe;
    } catch (NullPointerException atOnce) {
      return "null";
    }
  }

  public static String onUnboundReceiverThatIsNull() {
    Function<Stream, String> describe = Stream::describe;
    try {
      return describe.apply(null);
    } catch (NullPointerException late) {
      return "null";
    }
  }

  public static String toSuper() {
    return new References().ofSuper().get();
  }

  private Supplier<String> ofSuper() {
    return super::describe;
  }

  @Override
  public String describe() {
    return "my " + super.describe();
  }

  public static String toProtected() {
    BiFunction<Long, String, String> rest = new References()::rest;
    Function<String, String> shared = Stream::shared;
    return rest.apply(3L, "!") + shared.apply("text");
  }

  public static String toPrivateOfNestMate() {
    BiFunction<Nested, String, String> hidden = Nested::hidden;
    Function<Double, String> hiddenStatic = Nested::hiddenStatic;
    Supplier<Nested> create = Nested::new;
    return hidden.apply(create.get(), "n") + hiddenStatic.apply(1.5);
  }

  public static String toInterface() {
    Function<Source, String> next = Source::next;
    Function<Source, String> nextTwo = Source::nextTwo;
    Function<String, Source> of = Source::of;
    Source source = of.apply("s");
    return next.apply(source) + nextTwo.apply(source);
  }

  /** A functional interface fixes how many arguments there are. */
  interface Three {
    String of(String first, Object second, Object third);
  }

  public static String toVarargs() {
    Three join = Files::join;
    BiFunction<String, Object[], String> joinArray = Files::join;
    return join.of("/", 1, 2) + joinArray.apply("/", new Object[] {1, 2, 3});
  }

  public static String convertedByTheReference() {
    ToLongFunction<Integer> widenedResult = Files::oneShort;
    IntFunction<Object> boxedResult = Files::oneFloat;
    LongFunction<Object> boxedArgument = Arrays::asList;
    DoubleBinaryOperator same = Files::ratio;
    IntUnaryOperator wide = Files::oneChar;
    Function<Byte, Character> unboxedAndWidened = Files::oneChar;
    Consumer<String> ignoredResult = Files::size;
    Predicate<String> exists = Files::exists;
    ignoredResult.accept("ignored");
    return widenedResult.applyAsLong(70_000)
        + " "
        + boxedResult.apply(3)
        + boxedArgument.apply(5L)
        + same.applyAsDouble(1, 4)
        + wide.applyAsInt(65_601)
        + unboxedAndWidened.apply((byte) 66)
        + exists.test("x");
  }

  public static String toVoid() {
    Runnable touch = Files::touch;
    touch.run();
    touch.run();
    return "touched " + Files.touched();
  }

  public static String thatThrows() {
    Consumer<IllegalStateException> fail = Files::fail;
    try {
      fail.accept(new IllegalStateException("thrown"));
      return "nothing";
    } catch (IllegalStateException thrown) {
      return thrown.getMessage();
    }
  }

  /** Another interface and a bridge method: the compiler takes the metafactory with flags. */
  interface StringFunction extends Function<String, String> {

    @Override
    String apply(String text);
  }

  interface Marker {}

  public static String withFlags() {
    StringFunction read = (StringFunction & Marker) Files::read;
    Function<String, String> general = read;
    return general.apply("flags") + (read instanceof Marker);
  }

  interface SerializableFunction extends Function<String, String>, Serializable {}

  public static String serializable() {
    SerializableFunction read = Files::read;
    return read.apply("serializable");
  }

  public static boolean isMadeOnce() {
    Object[] made = new Object[2];
    for (int i = 0; i < 2; i++) {
      Function<String, String> read = Files::read;
      made[i] = read;
    }
    return made[0] == made[1];
  }

  public static String ofClassInitialiser() {
    return CONSTANT.apply("constant") + InInterface.CONSTANT.apply("interface");
  }

  interface InInterface {
    Function<String, String> CONSTANT = Files::read;

    default String again() {
      Function<String, String> read = Files::read;
      return read.apply("default");
    }
  }

  enum InEnum {
    ONE(Files::read);

    private final Function<String, String> read;

    InEnum(Function<String, String> read) {
      this.read = read;
    }
  }

  record InRecord(String name) {
    String content() {
      Function<String, String> read = Files::read;
      return read.apply(name);
    }
  }

  public static String inOtherClasses() {
    return InEnum.ONE.read.apply("enum")
        + new InRecord("record").content()
        + new InInterface() {}.again()
        + new References().new Inner().content();
  }

  private final class Inner {
    String content() {
      Function<String, String> read = Files::read;
      return read.apply(References.this.describe());
    }
  }

  public static String inLambda() {
    Function<String, String> read = name -> Files.read(name);
    return read.apply("lambda");
  }

  public static String inLambdaOfLambda() {
    Supplier<Supplier<Function<String, String>>> nested = () -> () -> Files::read;
    return nested.get().get().apply("nested");
  }

  /** What reflection sees of the class. */
  public static String members() {
    Object[] methods = References.class.getDeclaredMethods();
    String[] names = new String[methods.length];
    for (int i = 0; i < names.length; i++) {
      names[i] = methods[i].toString();
    }
    Arrays.sort(names);
    return String.join("\n", names) + ObjectStreamClass.lookup(Named.class).getSerialVersionUID();
  }

  /** Its number is computed of its members. */
  @SuppressWarnings("serial")
  static final class Named implements Serializable {

    String read() {
      Function<String, String> read = Files::read;
      return read.apply("named");
    }
  }

  private static final class Nested {

    private String hidden(String text) {
      return "hidden " + text;
    }

    private static String hiddenStatic(double number) {
      return "static " + number;
    }
  }
}
