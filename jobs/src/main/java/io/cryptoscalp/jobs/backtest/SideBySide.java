package io.cryptoscalp.jobs.backtest;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Trials spread over threads of this process. */
public final class SideBySide {
  private SideBySide() {}

  /**
   * Runs all of it.
   *
   * @param threads at least 1
   * @return results in the order of the work
   */
  public static <T> List<T> run(List<Callable<T>> work, int threads) throws InterruptedException {
    if (work.isEmpty()) {
      return List.of();
    }
    ExecutorService pool = Executors.newFixedThreadPool(Math.min(threads, work.size()));
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> future : pool.invokeAll(work)) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("a trial failed", e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }
}
