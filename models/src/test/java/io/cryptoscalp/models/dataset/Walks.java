package io.cryptoscalp.models.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random but repeatable prices of minutes, with spans, gaps and missing prices. */
final class Walks {
  static final long MINUTE = 60_000_000_000L;

  private Walks() {}

  /**
   * Rows with three features: the last move, noise, and one that is missing now and then.
   *
   * @param gaps leaves out a stretch of rows and some prices now and then
   */
  static List<FeatureRow> rows(String instrument, int count, boolean gaps, long seed) {
    Random random = new Random(seed);
    List<FeatureRow> rows = new ArrayList<>();
    double mid = 100;
    long time = 0;
    for (int i = 0; i < count; i++) {
      time += MINUTE * (gaps && random.nextInt(60) == 0 ? 1 + random.nextInt(5) : 1);
      double before = mid;
      mid *= Math.exp(0.001 * random.nextGaussian());
      double low = Math.min(before, mid) * (1 - 0.0005 * random.nextDouble());
      double high = Math.max(before, mid) * (1 + 0.0005 * random.nextDouble());
      boolean priced = !gaps || random.nextInt(50) > 0;
      boolean third = !gaps || random.nextInt(100) > 0;
      double[] values = {Math.log(mid / before), random.nextGaussian(), third ? i : 0};
      rows.add(
          new FeatureRow(
              instrument,
              time,
              i,
              priced ? mid : 0,
              low,
              high,
              null,
              values,
              new long[] {third ? 7 : 3}));
    }
    return rows;
  }

  static PricePath path(List<FeatureRow> rows) {
    PricePath path = new PricePath();
    rows.forEach(row -> path.add(row.eventTimeNs(), row.mid(), row.low(), row.high()));
    return path;
  }
}
