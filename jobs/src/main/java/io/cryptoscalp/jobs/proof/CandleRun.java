package io.cryptoscalp.jobs.proof;

import io.cryptoscalp.engine.features.FeatureOptions;
import io.cryptoscalp.models.candles.Candle;
import io.cryptoscalp.models.candles.CandleFeatures;
import java.util.function.Consumer;

/** The features of candles, seen as a run: a vector at each candle's end. */
public final class CandleRun implements VectorRun<Candle> {
  private final CandleFeatures features;
  private final double[] values;
  private final long[] valid;

  /**
   * A run that has seen nothing.
   *
   * @param options the features
   * @param intervalNs length of a candle
   */
  public CandleRun(FeatureOptions options, long intervalNs) {
    features = new CandleFeatures(options, intervalNs);
    values = new double[features.catalogue().size()];
    valid = new long[features.catalogue().words()];
  }

  @Override
  public String instrument(Candle candle) {
    return CandleFeatures.INSTRUMENT.id();
  }

  @Override
  public void accept(Candle candle, Consumer<FeatureVector> out) {
    long endNs = features.accept(candle, values, valid);
    out.accept(
        new FeatureVector(
            CandleFeatures.INSTRUMENT.id(),
            endNs,
            features.sequence(),
            values.clone(),
            valid.clone()));
  }
}
