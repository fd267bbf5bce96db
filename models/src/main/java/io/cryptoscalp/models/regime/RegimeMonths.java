package io.cryptoscalp.models.regime;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** What was said most in each calendar month. */
public final class RegimeMonths {
  /**
   * A month of UTC.
   *
   * @param month such as {@code 2022-05}
   * @param intervals of it that have a label
   * @param label that most of them have; of equal ones the first
   * @param share of them with it, 0 to 1
   * @param logReturn of the month's intervals together
   */
  public record Month(String month, int intervals, String label, double share, double logReturn) {}

  private RegimeMonths() {}

  /** The months of a series in which anything was said. */
  public static List<Month> of(RegimeSeries series, RegimeLabels labels) {
    List<Month> months = new ArrayList<>();
    int begin = 0;
    while (begin < series.size()) {
      YearMonth month = month(series, begin);
      int[] counts = new int[labels.names().size()];
      int total = 0;
      double sum = 0;
      int end = begin;
      for (; end < series.size() && month(series, end).equals(month); end++) {
        int label = labels.labels()[end];
        if (label != RegimeLabels.NONE) {
          counts[label]++;
          total++;
        }
        double change = series.rows()[end * series.spec().dimensions()];
        sum += Double.isNaN(change) ? 0 : change;
      }
      if (total > 0) {
        int most = 0;
        for (int i = 1; i < counts.length; i++) {
          most = counts[i] > counts[most] ? i : most;
        }
        months.add(
            new Month(
                month.toString(),
                total,
                labels.names().get(most),
                (double) counts[most] / total,
                sum));
      }
      begin = end;
    }
    return months;
  }

  /** The month that an interval begins in. */
  private static YearMonth month(RegimeSeries series, int at) {
    long begin = series.ends()[at] - series.spec().intervalNs();
    return YearMonth.from(
        Instant.ofEpochSecond(Math.floorDiv(begin, 1_000_000_000L)).atZone(ZoneOffset.UTC));
  }
}
