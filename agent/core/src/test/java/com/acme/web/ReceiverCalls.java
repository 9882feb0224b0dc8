package com.acme.web;

import com.acme.api.Builder;
import com.acme.api.Source;
import com.acme.api.Stream;

/** Calls on a receiver. */
public final class ReceiverCalls {

  private final String name = "receiver";

  public static int virtual() {
    Stream stream = new Stream("abc");
    long skipped = stream.skip(1L);
    return stream.read() + stream.read() + (int) skipped;
  }

  public static String overridden() {
    Stream stream =
        new Stream("abc") {
          @Override
          public String describe() {
            return "my " + super.describe();
          }
        };
    return stream.describe();
  }

  public static String ofInterface() {
    Source source = () -> "s";
    return source.next();
  }

  public static String defaultOfInterface() {
    Source source = () -> "s";
    return source.nextTwo();
  }

  public static String ownPrivate() {
    return new ReceiverCalls().secret(3L, "x");
  }

  private String secret(long number, String text) {
    return name + number + text;
  }

  public static String privateOfNestMate() {
    return new Nested().hidden("n") + Nested.hiddenStatic(1.5);
  }

  public static String onNull() {
    Stream stream = null;
    try {
      return "" + stream.read();
    } catch (NullPointerException e) {
      return "null";
    }
  }

  public static String fromHiddenSuperclass() {
    return Builder.create().build();
  }

  public static Object hiddenResultType() {
    Object builder = Builder.create().add("x");
    return builder.toString();
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
