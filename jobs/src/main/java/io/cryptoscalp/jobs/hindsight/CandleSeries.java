package io.cryptoscalp.jobs.hindsight;

import io.cryptoscalp.engine.regime.markov.ObservationSpec;
import io.cryptoscalp.jobs.proof.Candle;
import io.cryptoscalp.jobs.proof.CandleFile;
import io.cryptoscalp.models.regime.RegimeSeries;

/** Candles as the observations of a model. */
public final class CandleSeries {
  private CandleSeries() {}

  /**
   * The observations.
   *
   * @throws IllegalArgumentException coded {@code REGIME_BAR_TOO_LONG} when candles are longer than
   *     the interval
   */
  public static RegimeSeries of(CandleFile candles, ObservationSpec spec) {
    RegimeSeries.Builder series = new RegimeSeries.Builder(spec);
    for (Candle candle : candles.candles()) {
      series.bar(
          candle.openTimeNs(),
          candle.openTimeNs() + candles.intervalNs(),
          candle.high(),
          candle.low(),
          candle.close());
    }
    return series.build();
  }
}
