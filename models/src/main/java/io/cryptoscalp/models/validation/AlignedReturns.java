package io.cryptoscalp.models.validation;

import io.cryptoscalp.engine.performance.ReturnSeries;
import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.models.ModelException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Returns of several runs over the same periods, so that they can be compared and put together.
 *
 * @param fromNs begin of the first period, ns since the epoch
 * @param periodNs length of a period, ns
 * @param runs the runs
 * @param returns simple returns of each run by period, -1 or above
 */
public record AlignedReturns(long fromNs, long periodNs, List<RunRecord> runs, double[][] returns) {
  /** Periods are as long as leaves this many of them. */
  static final int ENOUGH = 100;

  private static final long SECOND_NS = 1_000_000_000L;
  private static final long[] LENGTHS = {
    86_400 * SECOND_NS,
    14_400 * SECOND_NS,
    3_600 * SECOND_NS,
    900 * SECOND_NS,
    300 * SECOND_NS,
    60 * SECOND_NS,
    10 * SECOND_NS,
    SECOND_NS
  };

  /**
   * Aligns runs to one of them. Runs over another stretch of time, by more than a hundredth, are
   * left out: windows of a walk-forward search among them.
   *
   * @param to comes first in {@link #runs}
   * @param all it and the others
   * @throws ModelException {@code VALIDATION_INVALID} when it is shorter than two seconds
   */
  public static AlignedReturns of(RunRecord to, List<RunRecord> all) {
    long span = to.toNs() - to.fromNs();
    long period = LENGTHS[LENGTHS.length - 1];
    for (int i = LENGTHS.length - 1; i >= 0; i--) {
      period = span / LENGTHS[i] >= ENOUGH ? LENGTHS[i] : period;
    }
    // As daily returns do, periods begin at multiples of their length.
    long from = Math.floorDiv(to.fromNs(), period) * period;
    int n = (int) (Math.floorDiv(to.toNs() - 1, period) + 1 - from / period);
    if (n < 2) {
      throw new ModelException("VALIDATION_INVALID", "run=" + to.runId() + " spanNs=" + span);
    }
    List<RunRecord> kept = new ArrayList<>(List.of(to));
    for (RunRecord run : all) {
      long off = Math.abs(run.fromNs() - to.fromNs()) + Math.abs(run.toNs() - to.toNs());
      if (!run.runId().equals(to.runId()) && off <= span / 100) {
        kept.add(run);
      }
    }
    double[][] returns = new double[kept.size()][];
    for (int r = 0; r < returns.length; r++) {
      returns[r] = returns(kept.get(r), from, period, n);
    }
    return new AlignedReturns(from, period, List.copyOf(kept), returns);
  }

  private static double[] returns(RunRecord run, long fromNs, long period, int n) {
    double[] returns = new double[n];
    double before = equity(run, fromNs);
    for (int i = 0; i < n; i++) {
      double now = Math.max(0, equity(run, fromNs + (i + 1) * period));
      returns[i] = before > 0 ? now / before - 1 : 0;
      before = now;
    }
    return returns;
  }

  private static double equity(RunRecord run, long timeNs) {
    double value = run.equity().at(timeNs);
    return Double.isNaN(value) ? run.startEquity() : value;
  }

  /** Number of periods. */
  public int periods() {
    return returns[0].length;
  }

  /** Periods in a year of a market that never closes. */
  public double periodsPerYear() {
    return ReturnSeries.DAYS * ReturnSeries.DAY_NS / periodNs;
  }

  /** Returns of one run from a period to before another. */
  double[] slice(int run, int from, int to) {
    return Arrays.copyOfRange(returns[run], from, to);
  }

  /** The period that a time is in; the last one for what comes after. */
  int period(long timeNs) {
    long at = Math.floorDiv(timeNs - fromNs, periodNs);
    return (int) Math.max(0, Math.min(periods() - 1, at));
  }

  /** The run with the best Sharpe ratio over some periods; the first of equals. */
  int best(int[] at) {
    int best = 0;
    double highest = Double.NEGATIVE_INFINITY;
    for (int r = 0; r < returns.length; r++) {
      double sharpe = sharpe(r, at);
      if (sharpe > highest) {
        best = r;
        highest = sharpe;
      }
    }
    return best;
  }

  /** Sharpe ratio of a period over some periods; 0 without spread. */
  double sharpe(int run, int[] at) {
    double sum = 0;
    double squares = 0;
    for (int i : at) {
      sum += returns[run][i];
      squares += returns[run][i] * returns[run][i];
    }
    double mean = sum / at.length;
    double variance = at.length < 2 ? 0 : (squares - at.length * mean * mean) / (at.length - 1);
    return variance > 1e-24 ? mean / Math.sqrt(variance) : 0;
  }
}
