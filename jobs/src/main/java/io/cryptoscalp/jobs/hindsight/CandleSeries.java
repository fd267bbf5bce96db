package io.cryptoscalp.jobs.hindsight;

import io.cryptoscalp.engine.regime.markov.ObservationSpec;
import io.cryptoscalp.models.candles.Candle;
import io.cryptoscalp.models.candles.CandleFile;
import io.cryptoscalp.models.regime.RegimeSeries;

/** Candles as the observations of a model. */
public final class CandleSeries {
  private CandleSeries() {}

  /**
   * The observations. A candle that lies in two intervals, as venues have published some after
   * outages, is left out, unless more than half are such.
   *
   * @throws IllegalArgumentException coded {@code REGIME_BAR_TOO_LONG} when candles are longer than
   *     the interval or most lie in two
   */
  public static RegimeSeries of(CandleFile candles, ObservationSpec spec) {
    RegimeSeries.Builder series = new RegimeSeries.Builder(spec);
    int across = 0;
    for (Candle candle : candles.candles()) {
      long open = candle.openTimeNs();
      long close = open + candles.intervalNs();
      boolean whole =
          Math.floorDiv(open, spec.intervalNs()) == Math.floorDiv(close - 1, spec.intervalNs());
      across += whole ? 0 : 1;
      if (whole || across > candles.candles().size() / 2) {
        series.bar(open, close, candle.high(), candle.low(), candle.close());
      }
    }
    return series.build();
  }
}
