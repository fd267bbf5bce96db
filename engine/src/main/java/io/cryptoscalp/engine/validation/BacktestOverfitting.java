package io.cryptoscalp.engine.validation;

import io.cryptoscalp.engine.performance.Quantiles;
import java.util.Arrays;
import java.util.List;

/**
 * Probability of backtest overfitting by combinatorially symmetric cross-validation (Bailey,
 * Borwein, Lopez de Prado and Zhu, Journal of Computational Finance 20, 2017). History is cut into
 * blocks; for every choice of half of them the trial with the best Sharpe ratio in that half is
 * ranked among all by the other half.
 *
 * @param probability share of choices in which the best ends at or below the median, 0 to 1; about
 *     0.5 where trials differ by luck alone
 * @param logits ln(w / (1 - w)) of its relative rank w in each choice
 * @param inSample Sharpe ratio a period of the best, in its own half
 * @param outOfSample its ratio in the other half
 * @param lossProbability share of choices in which that is below 0
 * @param degradation slope of {@code outOfSample} on {@code inSample}; NaN without spread
 */
public record BacktestOverfitting(
    double probability,
    double[] logits,
    double[] inSample,
    double[] outOfSample,
    double lossProbability,
    double degradation) {
  /** Blocks of the paper's examples. */
  public static final int BLOCKS = 16;

  /**
   * Computes it.
   *
   * @param trials returns of each trial over the same periods; at least 2 trials
   * @param blocks number of blocks, even, 2 to 20, each of at least 2 periods
   * @throws IllegalArgumentException {@code OVERFITTING_INVALID}
   */
  public static BacktestOverfitting of(double[][] trials, int blocks) {
    int periods = trials.length == 0 ? 0 : trials[0].length;
    if (trials.length < 2 || blocks < 2 || blocks > 20 || blocks % 2 != 0 || periods < 2 * blocks) {
      throw new IllegalArgumentException(
          "OVERFITTING_INVALID: trials="
              + trials.length
              + " periods="
              + periods
              + " blocks="
              + blocks);
    }
    double[][][] sums = new double[trials.length][][];
    for (int t = 0; t < trials.length; t++) {
      if (trials[t].length != periods) {
        throw new IllegalArgumentException("OVERFITTING_INVALID: periods of trial " + t);
      }
      sums[t] = sums(trials[t], blocks);
    }
    List<int[]> choices = Combinations.of(blocks, blocks / 2);
    double[] logits = new double[choices.size()];
    double[] in = new double[choices.size()];
    double[] out = new double[choices.size()];
    double[] own = new double[trials.length];
    double[] other = new double[trials.length];
    boolean[] chosen = new boolean[blocks];
    int overfit = 0;
    int lost = 0;
    for (int c = 0; c < logits.length; c++) {
      Arrays.fill(chosen, false);
      for (int block : choices.get(c)) {
        chosen[block] = true;
      }
      int best = 0;
      for (int t = 0; t < own.length; t++) {
        own[t] = sharpe(sums[t], chosen, true);
        other[t] = sharpe(sums[t], chosen, false);
        best = own[t] > own[best] ? t : best;
      }
      double rank = rank(other, best) / (trials.length + 1);
      logits[c] = StrictMath.log(rank / (1 - rank));
      in[c] = own[best];
      out[c] = other[best];
      overfit += logits[c] <= 0 ? 1 : 0;
      lost += out[c] < 0 ? 1 : 0;
    }
    double size = logits.length;
    return new BacktestOverfitting(overfit / size, logits, in, out, lost / size, slope(in, out));
  }

  /** Count, sum and sum of squares of each block. */
  private static double[][] sums(double[] returns, int blocks) {
    double[][] sums = new double[blocks][3];
    for (int b = 0; b < blocks; b++) {
      int to = (int) ((long) returns.length * (b + 1) / blocks);
      for (int i = (int) ((long) returns.length * b / blocks); i < to; i++) {
        sums[b][0]++;
        sums[b][1] += returns[i];
        sums[b][2] += returns[i] * returns[i];
      }
    }
    return sums;
  }

  private static double sharpe(double[][] sums, boolean[] chosen, boolean wanted) {
    double n = 0;
    double sum = 0;
    double squares = 0;
    for (int b = 0; b < sums.length; b++) {
      if (chosen[b] == wanted) {
        n += sums[b][0];
        sum += sums[b][1];
        squares += sums[b][2];
      }
    }
    double mean = sum / n;
    double variance = (squares - n * mean * mean) / (n - 1);
    return variance > 0 ? mean / Math.sqrt(variance) : 0;
  }

  /** Rank of a trial from 1, the lowest; the mean rank among equals. */
  private static double rank(double[] values, int trial) {
    double rank = 1;
    for (int t = 0; t < values.length; t++) {
      if (t != trial) {
        rank += values[t] < values[trial] ? 1 : values[t] == values[trial] ? 0.5 : 0;
      }
    }
    return rank;
  }

  private static double slope(double[] x, double[] y) {
    double meanX = 0;
    double meanY = 0;
    for (int i = 0; i < x.length; i++) {
      meanX += x[i] / x.length;
      meanY += y[i] / x.length;
    }
    double above = 0;
    double below = 0;
    for (int i = 0; i < x.length; i++) {
      above += (x[i] - meanX) * (y[i] - meanY);
      below += (x[i] - meanX) * (x[i] - meanX);
    }
    return below > 0 ? above / below : Double.NaN;
  }

  /** Median of the logits. */
  public double medianLogit() {
    return Quantiles.of(logits, 0.5);
  }
}
