package dev.aos.demo.database;

/**
 * A function that the database engine calls while it answers a query.
 *
 * <p>An embedded database in memory answers in microseconds. This function makes it answer like one
 * across a network: the caller's session waits, other sessions go on.
 */
public final class StockFunction {
  private static final long ANSWER_MILLIS = 20;

  private StockFunction() {}

  /** The number of pieces in stock, after the time that a remote database takes to answer. */
  public static int stockOf(int item) throws InterruptedException {
    Thread.sleep(ANSWER_MILLIS);
    return item * 37 % 1000;
  }
}
