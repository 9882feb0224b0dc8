package dev.aos.runtime;

/** A call that has run where it stood, with what came of it. */
final class KeptCall extends Pending {

  private static final Object[] NO_ARGUMENTS = {};

  private final Object result;
  private final Throwable thrown;

  private KeptCall(Pending before, Object result, Throwable thrown) {
    super(before);
    this.result = result;
    this.thrown = thrown;
  }

  static Pending returned(Object result, Object before) {
    return new KeptCall((Pending) before, result, null);
  }

  /**
   * A call that has failed.
   *
   * @throws Throwable at once what it threw, if no call before it is under way
   */
  static Pending failed(Throwable thrown, Object before) throws Throwable {
    if (before == null || ((Pending) before).hasReturned()) {
      throw thrown;
    }
    return new KeptCall((Pending) before, null, thrown);
  }

  @Override
  boolean returned() {
    return thrown == null;
  }

  @Override
  Object end() throws Throwable {
    if (thrown != null) {
      throw thrown;
    }
    return result;
  }

  @Override
  void abandon() {
    // Its arguments are of types that nobody closes.
    LateResult.closeSoon(result, NO_ARGUMENTS);
  }
}
