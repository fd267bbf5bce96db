package io.cryptoscalp.jobs.hindsight;

import io.cryptoscalp.models.candles.Candle;
import io.cryptoscalp.models.candles.CandleFile;
import java.util.ArrayList;
import java.util.List;

/**
 * Candles split into shorter ones along straight lines from the open over the extremes (the nearer
 * to where it does not end first) to the close: a stand-in for history that nobody recorded more
 * finely. Open, high, low and close of the whole are kept; what happens within is made up.
 */
public final class SplitCandles {
  private SplitCandles() {}

  /**
   * Splits each candle into equal parts.
   *
   * @param intervalNs length of a part, ns
   * @throws IllegalArgumentException coded {@code CANDLES_NOT_SPLIT} unless at least four parts
   *     make a candle exactly
   */
  public static CandleFile of(CandleFile file, long intervalNs) {
    long parts = file.intervalNs() / intervalNs;
    if (parts < 4 || parts * intervalNs != file.intervalNs() || parts > 10_000) {
      throw new IllegalArgumentException(
          "CANDLES_NOT_SPLIT: candle_ns=" + file.intervalNs() + " part_ns=" + intervalNs);
    }
    List<Candle> result = new ArrayList<>(file.candles().size() * (int) parts);
    for (Candle candle : file.candles()) {
      split(candle, (int) parts, intervalNs, result);
    }
    return new CandleFile(result, intervalNs);
  }

  private static void split(Candle candle, int parts, long intervalNs, List<Candle> to) {
    boolean rises = candle.close() >= candle.open();
    double[] corners = {
      candle.open(),
      rises ? candle.low() : candle.high(),
      rises ? candle.high() : candle.low(),
      candle.close()
    };
    double before = candle.open();
    for (int i = 0; i < parts; i++) {
      double after = price(corners, 3.0 * (i + 1) / parts);
      double high = Math.max(before, after);
      double low = Math.min(before, after);
      for (int corner = 1; corner < 3; corner++) {
        double at = (double) corner * parts / 3;
        if (at > i && at < i + 1) {
          high = Math.max(high, corners[corner]);
          low = Math.min(low, corners[corner]);
        }
      }
      to.add(
          new Candle(
              candle.openTimeNs() + i * intervalNs,
              before,
              high,
              low,
              after,
              candle.volume() / parts));
      before = after;
    }
  }

  /** The price on the way, at 0 to 3. */
  private static double price(double[] corners, double at) {
    int corner = (int) Math.min(2, Math.floor(at));
    double part = at - corner;
    return part >= 1
        ? corners[corner + 1]
        : corners[corner] + part * (corners[corner + 1] - corners[corner]);
  }
}
