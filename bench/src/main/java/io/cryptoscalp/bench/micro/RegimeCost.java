package io.cryptoscalp.bench.micro;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Processor time and allocation of one event of each detector of regimes and of the consensus, in
 * one thread. Unlike wall-clock time it says the same on a machine that has other work to do, but
 * for caches and clock rates; the table has the median of the rounds.
 */
public final class RegimeCost {
  private static final int ROUNDS = 9;
  private static final int WARM_ROUNDS = 3;
  private static final long ROUND_NS = 300_000_000L;
  private static final int STEP = 2_000;

  private final com.sun.management.ThreadMXBean threads =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
  private int sink;

  private RegimeCost() {}

  /** Prints the table. */
  public static void main(String[] arguments) {
    RegimeCost cost = new RegimeCost();
    System.out.println("| what | ns | bytes allocated |\n| --- | --- | --- |");
    cost.cases().forEach(cost::print);
  }

  private Map<String, Runnable> cases() {
    RegimeBenchmark detectors = new RegimeBenchmark();
    detectors.fill();
    Map<String, Runnable> cases = new LinkedHashMap<>();
    cases.put("drawdown", () -> sink += detectors.drawdown() ? 1 : 0);
    cases.put("volatility", () -> sink += detectors.volatility() ? 1 : 0);
    cases.put("trend", () -> sink += detectors.trend() ? 1 : 0);
    cases.put("liquidity", () -> sink += detectors.liquidity() ? 1 : 0);
    cases.put("change point", () -> sink += detectors.changePoint() > 0 ? 1 : 0);
    cases.put("correlation of ten", () -> sink += detectors.correlation().hashCode());
    cases.put("hidden Markov filter", () -> sink += detectors.hmmFilter() > 0 ? 1 : 0);
    cases.put("the same from the bar on", () -> sink += detectors.markov() ? 1 : 0);
    for (String bars : new String[] {"seconds", "minutes"}) {
      RegimeTrackerBenchmark tracker = new RegimeTrackerBenchmark(bars);
      tracker.fill();
      cases.put("consensus, bars of " + bars, () -> sink += tracker.event() == null ? 0 : 1);
    }
    return cases;
  }

  private void print(String name, Runnable event) {
    double[] times = new double[ROUNDS];
    double bytes = 0;
    for (int round = -WARM_ROUNDS; round < ROUNDS; round++) {
      long events = 0;
      long allocated = threads.getCurrentThreadAllocatedBytes();
      long start = threads.getCurrentThreadCpuTime();
      long spent = 0;
      while (spent < ROUND_NS) {
        for (int i = 0; i < STEP; i++) {
          event.run();
        }
        events += STEP;
        spent = threads.getCurrentThreadCpuTime() - start;
      }
      if (round >= 0) {
        times[round] = (double) spent / events;
        bytes = (double) (threads.getCurrentThreadAllocatedBytes() - allocated) / events;
      }
    }
    Arrays.sort(times);
    System.out.printf(Locale.ROOT, "| %s | %,.0f | %.1f |%n", name, times[ROUNDS / 2], bytes);
  }
}
