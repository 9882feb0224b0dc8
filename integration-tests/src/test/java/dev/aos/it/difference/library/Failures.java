package dev.aos.it.difference.library;

import java.util.function.Supplier;

/** The ways in which a call can fail. */
enum Failures {
  CHECKED(() -> new LibraryException("checked")),
  UNCHECKED(() -> new IllegalStateException("unchecked")),
  ERROR(() -> new LibraryError("error")),
  TRACELESS(() -> new Traceless("traceless")),
  CONSTANT(() -> Constant.INSTANCE),
  CAUSED(() -> new LibraryException("caused", new IllegalArgumentException("cause"))),
  SUPPRESSING(
      () -> {
        RuntimeException thrown = new UnsupportedOperationException("suppressing");
        thrown.addSuppressed(new LibraryException("suppressed"));
        return thrown;
      });

  private static final Failures[] ALL = values();

  private final Supplier<Throwable> maker;

  Failures(Supplier<Throwable> maker) {
    this.maker = maker;
  }

  /** One of them. */
  static Throwable some(int choice) {
    return ALL[Math.floorMod(choice, ALL.length)].maker.get();
  }

  /** Thrown again and again, with the trace of its making. */
  private static final class Constant {
    static final RuntimeException INSTANCE = new IllegalStateException("constant");
  }
}
