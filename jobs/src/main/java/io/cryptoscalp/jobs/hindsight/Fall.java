package io.cryptoscalp.jobs.hindsight;

import io.cryptoscalp.models.candles.Candle;
import io.cryptoscalp.models.candles.CandleFile;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fall within a horizon, as hindsight finds it. Prices within a candle have no order, so a low
 * counts against the highs of the candles before it and its own candle's open. All indices are of
 * candles.
 *
 * @param peak last candle with the highest price within the horizon before the trough
 * @param peakPrice that price
 * @param trough candle at which the fall is deepest, or first as deep as asked for
 * @param depth low of the trough's candle below the peak, 0 to 1
 * @param crossing first candle after the peak with a low at least the onset below it
 * @param closeCrossing first with a close that far below; -1 when none is before the trough
 */
public record Fall(
    int peak, double peakPrice, int trough, double depth, int crossing, int closeCrossing) {

  /**
   * The first fall of a depth in a span, or the deepest when none is so deep.
   *
   * @param from first candle of the span
   * @param to candle to stop before
   * @param horizonNs longest time from the peak's candle's open to the trough's close, ns
   * @param depth asked for, 0 to 1
   * @param onset fall that begins it, 0 to 1
   * @return null when no fall in the span reaches the onset, or nothing falls
   */
  public static @Nullable Fall find(
      CandleFile file, int from, int to, long horizonNs, double depth, double onset) {
    List<Candle> candles = file.candles();
    ArrayDeque<Integer> peaks = new ArrayDeque<>();
    double deepest = 0;
    int peak = -1;
    double peakPrice = 0;
    int trough = -1;
    for (int i = from; i < to && deepest < depth; i++) {
      Candle candle = candles.get(i);
      long oldest =
          candle.openTimeNs() + file.intervalNs() - Math.max(horizonNs, file.intervalNs());
      while (!peaks.isEmpty() && candles.get(peaks.peekFirst()).openTimeNs() < oldest) {
        peaks.removeFirst();
      }
      double before = peaks.isEmpty() ? 0 : candles.get(peaks.peekFirst()).high();
      double high = Math.max(before, candle.open());
      double fall = 1 - candle.low() / high;
      if (fall > deepest) {
        deepest = fall;
        peak = candle.open() >= before ? i : peaks.peekFirst();
        peakPrice = high;
        trough = i;
      }
      while (!peaks.isEmpty() && candles.get(peaks.peekLast()).high() <= candle.high()) {
        peaks.removeLast();
      }
      peaks.addLast(i);
    }
    if (trough < 0 || deepest < onset) {
      return null;
    }
    int crossing = trough;
    int closeCrossing = -1;
    double level = peakPrice * (1 - onset);
    for (int i = trough; i >= peak; i--) {
      boolean after = i > peak || candles.get(i).open() >= peakPrice;
      crossing = after && candles.get(i).low() <= level ? i : crossing;
      closeCrossing = after && candles.get(i).close() <= level ? i : closeCrossing;
    }
    return new Fall(peak, peakPrice, trough, deepest, crossing, closeCrossing);
  }
}
