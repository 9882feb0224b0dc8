package com.acme.web;

import com.acme.api.Source;
import java.util.function.Function;
import java.util.function.Supplier;

/** Calls of what a class overrides. */
public class SuperCalls extends MiddleStream implements Source {

  public SuperCalls() {
    super("text");
  }

  public static String ofSuperclass() {
    return new SuperCalls().describe();
  }

  public static String bySubclass() {
    return new SuperCalls() {
      @Override
      public String describe() {
        return "sub of " + super.describe();
      }
    }.describe();
  }

  @Override
  public String describe() {
    return "my " + super.describe();
  }

  public static String ofProtected() {
    return new SuperCalls().rest(1L, "!");
  }

  @Override
  protected String rest(long from, String suffix) {
    return super.rest(from + 1, suffix + "?");
  }

  public static String ofInterfaceDefault() {
    return new SuperCalls().nextTwo();
  }

  @Override
  public String next() {
    return "n";
  }

  @Override
  public String nextTwo() {
    return "two: " + Source.super.nextTwo();
  }

  public static String inInterface() {
    Longer longer = () -> "l";
    return longer.nextTwo();
  }

  /** An interface that calls the default method of another one. */
  private interface Longer extends Source {
    @Override
    default String nextTwo() {
      Supplier<String> inLambda = () -> Source.super.nextTwo();
      return Source.super.nextTwo() + inLambda.get();
    }
  }

  public static String ofObject() {
    SuperCalls one = new SuperCalls();
    return one.toString().startsWith(SuperCalls.class.getName() + "@")
        + " "
        + (one.hashCode() == System.identityHashCode(one))
        + one.equals(one);
  }

  @Override
  public String toString() {
    return super.toString();
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other);
  }

  public static String ofObjectClone() throws CloneNotSupportedException {
    Copied copied = new Copied(3);
    return copied.clone() != copied ? "copy of " + copied.clone().number : "same";
  }

  private static final class Copied implements Cloneable {
    private final int number;

    Copied(int number) {
      this.number = number;
    }

    @Override
    protected Copied clone() throws CloneNotSupportedException {
      return (Copied) super.clone();
    }
  }

  public static String inLambda() {
    return new SuperCalls().describedInLambda();
  }

  private String describedInLambda() {
    Function<String, String> describe = prefix -> prefix + super.describe();
    return describe.apply("lambda of ");
  }

  public static String ofOuterClass() {
    return new SuperCalls().new Inner().describe();
  }

  private final class Inner {
    String describe() {
      return "inner of " + SuperCalls.super.describe();
    }
  }

  public static String ofVariableArguments() {
    return new SuperCalls().parts("a", 2L, 'c');
  }

  @Override
  String parts(Object... parts) {
    return super.parts(parts) + super.parts("more", 1);
  }

  public static String inConstructor() {
    return new Described().description;
  }

  private static final class Described extends MiddleStream {
    private final String description;

    Described() {
      super("constructed");
      description = super.describe();
    }
  }
}
