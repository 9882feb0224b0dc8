package dev.aos.benchmarks.backend;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The pools of the code that is written by hand; as large as those in aos.yaml. */
public final class Pools {
  private static final int QUERY_WORKERS = 200;
  private static final int QUICK_WORKERS = 2;
  private static final int FILE_WORKERS = 16;

  private Pools() {}

  /** For {@link Backend#query}. */
  public static ExecutorService query() {
    return fixed(QUERY_WORKERS);
  }

  /** For {@link Backend#quick}. */
  public static ExecutorService quick() {
    return fixed(QUICK_WORKERS);
  }

  /** For reading files. */
  public static ExecutorService file() {
    return fixed(FILE_WORKERS);
  }

  private static ExecutorService fixed(int workers) {
    return Executors.newFixedThreadPool(
        workers,
        task -> {
          Thread thread = new Thread(task, "by-hand");
          thread.setDaemon(true);
          return thread;
        });
  }
}
