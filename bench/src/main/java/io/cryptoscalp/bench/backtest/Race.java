package io.cryptoscalp.bench.backtest;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;

/**
 * What races with other people's engines share: results are compared one by one, then both sides
 * take turns, and the median of each counts. Times are a thread's own processor time, because other
 * work may run on the machine.
 */
final class Race {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final int warmUps;
  private final int rounds;
  private boolean equal = true;
  private double worth;
  private int runs;

  /** A run of a peer. */
  interface Peer {
    /** Runs it; processor time, s. */
    double seconds() throws IOException;
  }

  /**
   * Creates it.
   *
   * @param warmUps own runs before any is timed
   * @param rounds timed runs of each side
   */
  Race(int warmUps, int rounds) {
    this.warmUps = warmUps;
    this.rounds = rounds;
  }

  /**
   * Says whether both sides have the same, or where they first differ.
   *
   * @param prefix what the line begins with
   * @param what is compared
   */
  <T> void compare(String prefix, String what, List<T> own, List<T> other) {
    if (own.equals(other)) {
      System.out.printf(Locale.ROOT, "%s%d %s are equal%n", prefix, own.size(), what);
      return;
    }
    equal = false;
    int at = 0;
    while (at < own.size() && at < other.size() && own.get(at).equals(other.get(at))) {
      at++;
    }
    System.out.printf(
        Locale.ROOT,
        "%s%s differ (%d and %d) from number %d: %s and %s%n",
        prefix,
        what,
        own.size(),
        other.size(),
        at,
        at < own.size() ? own.get(at) : "none",
        at < other.size() ? other.get(at) : "none");
  }

  /** False when anything that was compared differed. */
  boolean isEqual() {
    return equal;
  }

  /**
   * Lets both sides take turns.
   *
   * @param events of a run
   * @param own runs it, and tells the equity at its end
   * @return median events a second, own first, then the peers' in their order
   */
  double[] speeds(int events, DoubleSupplier own, List<Peer> peers) throws IOException {
    for (int i = 0; i < warmUps; i++) {
      run(own);
    }
    double[][] speeds = new double[1 + peers.size()][rounds];
    for (int round = 0; round < rounds; round++) {
      long start = THREADS.getCurrentThreadCpuTime();
      run(own);
      speeds[0][round] = events / ((THREADS.getCurrentThreadCpuTime() - start) / 1e9);
      for (int i = 0; i < peers.size(); i++) {
        speeds[1 + i][round] = events / peers.get(i).seconds();
      }
    }
    double[] medians = new double[speeds.length];
    for (int i = 0; i < medians.length; i++) {
      Arrays.sort(speeds[i]);
      medians[i] = speeds[i][rounds / 2];
    }
    return medians;
  }

  private void run(DoubleSupplier own) {
    worth += own.getAsDouble();
    runs++;
  }

  /** Mean equity of own runs, which is read so that no run can be left out. */
  double meanEquity() {
    return worth / runs;
  }
}
