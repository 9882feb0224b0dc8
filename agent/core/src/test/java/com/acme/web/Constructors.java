package com.acme.web;

import com.acme.api.Note;

/** Calls of constructors. */
public final class Constructors {

  private Constructors() {
    // no instances
  }

  public static String plain() {
    return new Note().toString() + new Note("text");
  }

  public static String nested() {
    return new Note(new Note(new Note("core"))).toString();
  }

  public static String longAndDouble() {
    return new Note(7L, 0.5).toString();
  }

  public static String variableArguments() {
    return new Note(1, 2, "three").toString();
  }

  public static String droppedResult() {
    new Note("dropped");
    return "done";
  }

  public static String conditionalArgument(int n) {
    return new Note(n > 0 ? "positive" : new Note("other").toString()).toString();
  }

  public static String switchArgument(int n) {
    Note note =
        new Note(
            switch (n) {
              case 1 -> "one";
              case 2 -> new Note("two").toString();
              default -> {
                String text = "";
                for (int i = 0; i < n; i++) {
                  text += new Note("" + i);
                }
                yield text;
              }
            });
    return note.toString();
  }

  public static String deepInExpression(int n) {
    long sum = 1L + n * 2L;
    return sum + "/" + (sum + 0.5 + new Note("deep").toString().length()) + new Note(sum, 0.5);
  }

  public static int inLoop() {
    Note last = null;
    int length = 0;
    for (int i = 0; i < 3; i++) {
      last = new Note(last);
      length += last.toString().length();
    }
    return length;
  }

  public static String throwing() {
    Exception expected = new Exception("expected");
    try {
      return new Note(expected).toString();
    } catch (Exception e) {
      return e == expected ? "same" : "other";
    }
  }

  public static String argumentThatThrows() {
    try {
      return new Note(Integer.parseInt("x"), 1.0).toString();
    } catch (NumberFormatException e) {
      return "number" + new Note("handler");
    }
  }

  public static String[] inArray() {
    return new String[] {new Note("a").toString(), new Note(1L, 2.0).toString()};
  }

  public static String privateOfNestMate() {
    return new Nested(4).toString();
  }

  public static String tryArgument(int n) {
    return new Note(
            switch (n) {
              case 0 -> "0";
              default -> {
                try {
                  yield positive(n);
                } catch (IllegalStateException e) {
                  yield "caught";
                }
              }
            })
        .toString();
  }

  public static String unusedWithTryArgument(int n) {
    new Note(
        switch (n) {
          default -> {
            try {
              yield positive(n);
            } finally {
              n++;
            }
          }
        });
    return "done";
  }

  /** The only way to the constructor has no frame, after which the locals would be free. */
  public static String oneWayTryArgument(int n) {
    return new Note(
            switch (n) {
              default -> {
                try {
                  yield positive(n);
                } finally {
                  n++;
                }
              }
            })
        .toString();
  }

  public static String tryAroundTryArgument(int n) {
    try {
      return oneWayTryArgument(n)
          + new Note(
              switch (n) {
                default -> {
                  try {
                    yield positive(n);
                  } finally {
                    n++;
                  }
                }
              });
    } catch (IllegalStateException e) {
      return "outside";
    }
  }

  public static String nestedTryArguments(int n) {
    return new Note(
            new Note(
                switch (n) {
                  default -> {
                    try {
                      yield new Note(positive(n)).toString();
                    } finally {
                      n++;
                    }
                  }
                }))
        .toString();
  }

  private static String positive(int n) {
    if (n < 0) {
      throw new IllegalStateException("negative");
    }
    return "positive";
  }

  private record Nested(int number) {}
}
