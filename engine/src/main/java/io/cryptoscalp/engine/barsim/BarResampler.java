package io.cryptoscalp.engine.barsim;

import io.cryptoscalp.engine.validation.BlockLength;
import io.cryptoscalp.engine.validation.Resampling;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Makes histories of a backtest's own bars in another order, for strategies to be run on anew. A
 * moment is drawn for all instruments at once, so what they have to do with each other stays, and
 * moments come in blocks. A bar keeps its shape, its volume, its gap from the close before it, its
 * shorter bars and the funding booked on it; times and first prices stay. An instrument that has no
 * bar at a moment has none where the moment is drawn. Immutable.
 */
public final class BarResampler {
  private static final int MOST_DRAWS = 100;

  private final BarBacktest backtest;
  private final Resampling resampling;
  private final long[] moments;

  /** For each instrument and moment the index of its bar; -1 where it has none. */
  private final int[][] bars;

  /**
   * Histories of a backtest.
   *
   * @param resampling how moments are drawn
   */
  public BarResampler(BarBacktest backtest, Resampling resampling) {
    this.backtest = backtest;
    this.resampling = resampling;
    moments = moments(backtest);
    bars = new int[backtest.markets().size()][moments.length];
    for (int i = 0; i < bars.length; i++) {
      long[] openNs = backtest.markets().get(i).series().openNs;
      for (int m = 0; m < moments.length; m++) {
        bars[i][m] = Math.max(-1, Arrays.binarySearch(openNs, moments[m]));
      }
    }
  }

  private static long[] moments(BarBacktest backtest) {
    long[] all = backtest.markets().get(0).series().openNs;
    for (int i = 1; i < backtest.markets().size(); i++) {
      long[] more = backtest.markets().get(i).series().openNs;
      long[] both = Arrays.copyOf(all, all.length + more.length);
      System.arraycopy(more, 0, both, all.length, more.length);
      Arrays.sort(both);
      int size = 0;
      for (long moment : both) {
        if (size == 0 || both[size - 1] != moment) {
          both[size++] = moment;
        }
      }
      all = Arrays.copyOf(both, size);
    }
    return all;
  }

  /** Number of moments. */
  public int size() {
    return moments.length;
  }

  /**
   * Mean length of blocks, in bars, that keeps what neighbours have to do with each other: the
   * longest that {@link BlockLength} gives for the moves of an instrument's closes and for their
   * sizes, which stay large or small for long.
   */
  public static double block(BarBacktest backtest) {
    double longest = 1;
    for (BarMarket market : backtest.markets()) {
      double[] close = market.series().close;
      double[] moves = new double[Math.max(0, close.length - 1)];
      double[] sizes = new double[moves.length];
      for (int i = 0; i < moves.length; i++) {
        moves[i] = close[i + 1] / close[i] - 1;
        sizes[i] = Math.abs(moves[i]);
      }
      longest = Math.max(longest, BlockLength.of(moves).stationary());
      longest = Math.max(longest, BlockLength.of(sizes).stationary());
    }
    return longest;
  }

  /** A history as long as the backtest's. */
  public BarBacktest path(SplittableRandom random) {
    int[] drawn = new int[moments.length];
    for (int draw = 0; draw < MOST_DRAWS; draw++) {
      resampling.draw(drawn, moments.length, random);
      BarMarket[] made = new BarMarket[bars.length];
      boolean all = true;
      for (int i = 0; i < made.length && all; i++) {
        BarMarket market = market(i, drawn);
        all = market != null;
        if (market != null) {
          made[i] = market;
        }
      }
      if (all) {
        return new BarBacktest(Arrays.asList(made), backtest.terms());
      }
    }
    throw new IllegalStateException("BOOTSTRAP_INVALID: an instrument has too few bars to draw");
  }

  private @Nullable BarMarket market(int instrument, int[] drawn) {
    BarMarket market = backtest.markets().get(instrument);
    BarSeries from = market.series();
    int[] source = new int[drawn.length];
    long[] openNs = new long[drawn.length];
    int size = 0;
    for (int i = 0; i < drawn.length; i++) {
      int bar = bars[instrument][drawn[i]];
      if (bar >= 0) {
        source[size] = bar;
        openNs[size++] = moments[i];
      }
    }
    if (size == 0) {
      return null;
    }
    double[][] columns = new double[5][size];
    double[] scale = new double[size];
    double before = from.open[0];
    for (int i = 0; i < size; i++) {
      int bar = source[i];
      double gap = i == 0 || bar == 0 ? 1 : from.open[bar] / from.close[bar - 1];
      scale[i] = before * gap / from.open[bar];
      columns[0][i] = from.open[bar] * scale[i];
      columns[1][i] = from.high[bar] * scale[i];
      columns[2][i] = from.low[bar] * scale[i];
      columns[3][i] = from.close[bar] * scale[i];
      columns[4][i] = from.volume[bar];
      before = columns[3][i];
    }
    BarSeries series =
        new BarSeries(
            from.instrument(),
            from.intervalNs(),
            Arrays.copyOf(openNs, size),
            columns[0],
            columns[1],
            columns[2],
            columns[3],
            columns[4]);
    int[] used = Arrays.copyOf(source, size);
    return market.withHistory(
        series, shorter(market, series, used, scale), funding(market, series, used));
  }

  /** Shorter bars move with the bar that they lie in. */
  private static @Nullable BarSeries shorter(
      BarMarket market, BarSeries to, int[] source, double[] scale) {
    BarSeries finer = market.finer();
    if (finer == null) {
      return null;
    }
    BarSeries from = market.series();
    BarSeriesBuilder made = new BarSeriesBuilder(finer.instrument());
    for (int i = 0; i < source.length; i++) {
      long shift = to.openNs[i] - from.openNs[source[i]];
      long end = Math.min(from.closeNs(source[i]), from.openNs[source[i]] + from.intervalNs());
      for (int f = finer.indexAt(from.openNs[source[i]]);
          f < finer.size() && finer.openNs[f] < end && finer.openNs[f] + shift < to.closeNs(i);
          f++) {
        made.add(
            finer.openNs[f] + shift,
            finer.open[f] * scale[i],
            finer.high[f] * scale[i],
            finer.low[f] * scale[i],
            finer.close[f] * scale[i],
            finer.volume[f]);
      }
    }
    return made.size() == 0 ? null : made.build(finer.intervalNs());
  }

  /** Settlements stay with the bar that they are booked on; several become one. */
  private static FundingSeries funding(BarMarket market, BarSeries to, int[] source) {
    FundingSeries from = market.funding();
    if (from.timeNs().length == 0) {
      return from;
    }
    BarSeries series = market.series();
    double[] booked = new double[series.size()];
    int next = 0;
    while (next < from.timeNs().length && from.timeNs()[next] < series.openNs[0]) {
      next++;
    }
    for (int bar = 0; bar < booked.length; bar++) {
      while (next < from.timeNs().length && from.timeNs()[next] < series.closeNs(bar)) {
        booked[bar] += from.rate()[next++];
      }
    }
    long[] times = new long[source.length];
    double[] rates = new double[source.length];
    int size = 0;
    for (int i = 0; i < source.length; i++) {
      if (booked[source[i]] != 0) {
        times[size] = to.openNs[i];
        rates[size++] = booked[source[i]];
      }
    }
    return new FundingSeries(Arrays.copyOf(times, size), Arrays.copyOf(rates, size));
  }
}
