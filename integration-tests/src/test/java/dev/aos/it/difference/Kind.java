package dev.aos.it.difference;

import java.util.List;

/** The kinds of values that programs have. */
enum Kind {
  INT,
  LONG,
  FLOAT,
  DOUBLE,
  TEXT,
  NODE,
  LONGS,
  TEXTS,
  /** An object of the program's own class. */
  SELF;

  static final List<Kind> NUMBERS = List.of(INT, LONG, FLOAT, DOUBLE);

  /** What the kinds of locals, fields, parameters and results are taken from. */
  static final List<Kind> VALUES = List.of(INT, LONG, FLOAT, DOUBLE, TEXT, NODE, LONGS, TEXTS);

  boolean isNumber() {
    return NUMBERS.contains(this);
  }
}
