package io.cryptoscalp.models.regime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Profit of strategies' trades by what was said of the market when they were made. */
public final class RegimeTrades {
  /**
   * A change of a strategy's position that realised something or cost a fee.
   *
   * @param strategy its id
   * @param timeNs event time
   * @param profit realised less fees, account currency
   * @param closes whether it realised something
   */
  public record Trade(String strategy, long timeNs, double profit, boolean closes) {}

  /**
   * A strategy's trades under one label.
   *
   * @param strategy its id
   * @param label what was said at the last interval's end before each
   * @param trades number of trades
   * @param closed of these, such that realised something
   * @param won of these, with a profit after fees
   * @param profit sum, account currency
   */
  public record Row(
      String strategy, String label, int trades, int closed, int won, double profit) {}

  private RegimeTrades() {}

  /** Rows by strategy, then in the order of the labels; trades before the series are left out. */
  public static List<Row> of(RegimeSeries series, RegimeLabels labels, List<Trade> trades) {
    int k = labels.names().size();
    SortedMap<String, double[]> sums = new TreeMap<>();
    for (Trade trade : trades) {
      int at = last(series, trade.timeNs());
      if (at < 0 || labels.labels()[at] == RegimeLabels.NONE) {
        continue;
      }
      double[] row = sums.computeIfAbsent(trade.strategy(), strategy -> new double[4 * k]);
      int offset = 4 * labels.labels()[at];
      row[offset]++;
      row[offset + 1] += trade.closes() ? 1 : 0;
      row[offset + 2] += trade.closes() && trade.profit() > 0 ? 1 : 0;
      row[offset + 3] += trade.profit();
    }
    List<Row> rows = new ArrayList<>();
    sums.forEach(
        (strategy, row) -> {
          for (int i = 0; i < k; i++) {
            if (row[4 * i] > 0) {
              rows.add(
                  new Row(
                      strategy,
                      labels.names().get(i),
                      (int) row[4 * i],
                      (int) row[4 * i + 1],
                      (int) row[4 * i + 2],
                      row[4 * i + 3]));
            }
          }
        });
    return rows;
  }

  /** The last interval that has ended at a time, -1 before the first or a day after the last. */
  private static int last(RegimeSeries series, long timeNs) {
    int found = Arrays.binarySearch(series.ends(), timeNs);
    int at = found >= 0 ? found : -found - 2;
    boolean stale = at == series.size() - 1 && timeNs - series.ends()[at] > 86_400_000_000_000L;
    return stale ? -1 : at;
  }
}
