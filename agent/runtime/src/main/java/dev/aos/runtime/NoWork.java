package dev.aos.runtime;

/** No work. Not in {@link Work}: an interface that makes an instance of itself may deadlock. */
final class NoWork implements Work {

  static final Work INSTANCE = new NoWork();

  private NoWork() {
    // one instance
  }

  @Override
  public void run(Activation activation) {}

  @Override
  public Work failure(Throwable thrown) {
    return this;
  }
}
