package io.cryptoscalp.models.regime;

import java.util.Arrays;

/**
 * How often and how long a label was said, and what holding the instrument brought meanwhile. What
 * is known at an interval's end can be held for in the next one, so a live label is charged with
 * the return of the interval after it; one of hindsight with that of its own interval, which nobody
 * could have had.
 *
 * @param name the label
 * @param intervals intervals with it
 * @param share of all intervals
 * @param runs unbroken runs
 * @param meanRun mean length of a run, intervals
 * @param medianRun median length
 * @param longestRun longest
 * @param held intervals with a return
 * @param logReturn sum of their log returns
 * @param deviation standard deviation of these
 * @param hits share of them above 0
 * @param sharpe mean over deviation, annualised over 365 days; NaN with fewer than 2 or none moving
 */
public record LabelStatistics(
    String name,
    int intervals,
    double share,
    int runs,
    double meanRun,
    double medianRun,
    int longestRun,
    int held,
    double logReturn,
    double deviation,
    double hits,
    double sharpe) {
  private static final double YEAR_NS = 365 * 24 * 3.6e12;

  /** Statistics of one label. */
  public static LabelStatistics of(RegimeSeries series, RegimeLabels labels, int label) {
    int[] runs = runs(labels.labels(), label);
    int intervals = Arrays.stream(runs).sum();
    int shift = labels.live() ? 1 : 0;
    int held = 0;
    int hits = 0;
    double sum = 0;
    double squares = 0;
    int d = series.spec().dimensions();
    for (int i = 0; i + shift < series.size(); i++) {
      double change = series.rows()[(i + shift) * d];
      if (labels.labels()[i] == label && !Double.isNaN(change)) {
        held++;
        hits += change > 0 ? 1 : 0;
        sum += change;
        squares += change * change;
      }
    }
    double mean = held > 0 ? sum / held : Double.NaN;
    double deviation =
        held > 1 ? Math.sqrt(Math.max(0, (squares - sum * mean) / (held - 1))) : Double.NaN;
    double year = Math.sqrt(YEAR_NS / series.spec().intervalNs());
    return new LabelStatistics(
        labels.names().get(label),
        intervals,
        (double) intervals / series.size(),
        runs.length,
        runs.length > 0 ? (double) intervals / runs.length : Double.NaN,
        median(runs),
        runs.length > 0 ? runs[runs.length - 1] : 0,
        held,
        sum,
        deviation,
        held > 0 ? (double) hits / held : Double.NaN,
        deviation > 0 ? mean / deviation * year : Double.NaN);
  }

  /** Lengths of the runs of a label, rising. */
  static int[] runs(int[] labels, int label) {
    int[] lengths = new int[labels.length];
    int count = 0;
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] == label) {
        if (i == 0 || labels[i - 1] != label) {
          count++;
        }
        lengths[count - 1]++;
      }
    }
    int[] result = Arrays.copyOf(lengths, count);
    Arrays.sort(result);
    return result;
  }

  private static double median(int[] sorted) {
    int n = sorted.length;
    return n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2.0;
  }
}
