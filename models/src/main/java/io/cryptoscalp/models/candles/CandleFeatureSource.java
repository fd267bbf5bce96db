package io.cryptoscalp.models.candles;

import io.cryptoscalp.engine.features.FeatureCatalogue;
import io.cryptoscalp.engine.features.FeatureOptions;
import io.cryptoscalp.engine.features.catalogue.FeatureDefinition;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.regime.consensus.ConsensusOptions;
import io.cryptoscalp.engine.regime.consensus.RegimeTracker;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.dataset.FeatureQuery;
import io.cryptoscalp.models.dataset.FeatureRow;
import io.cryptoscalp.models.dataset.FeatureSource;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Features of candles, computed as they are read by the engine's own code: one row at each candle's
 * end with its close as the mid, its extremes as the span, and the probabilities of the regimes as
 * the live consensus has them by then. A candle is read whatever the query's time span, for what
 * comes after may look back on it; rows outside of the span are left out.
 */
public final class CandleFeatureSource implements FeatureSource {
  private static final List<String> USUAL =
      List.of(
          "return_1",
          "return_5",
          "return_20",
          "return_60",
          "return_t_20",
          "zscore_20",
          "rsi_14",
          "stoch_k_14",
          "bollinger_b",
          "bollinger_width",
          "atr_ratio_7_21",
          "realised_vol_20",
          "vol_ratio_10_60",
          "jump_ratio_20",
          "ema_dist_9",
          "ema_dist_50",
          "linreg_t_50",
          "adx_14",
          "mfi_14",
          "obv_z_20",
          "vwap_z_20",
          "volume_z_20",
          "autocorr_60",
          "hour_sin",
          "hour_cos");

  private final FeatureOptions options;
  private final FeatureCatalogue catalogue;
  private final SortedMap<String, CandleFile> candles;

  /**
   * A source over candles.
   *
   * @param options the features
   * @param candles by instrument
   */
  public CandleFeatureSource(FeatureOptions options, SortedMap<String, CandleFile> candles) {
    this.options = options;
    catalogue = FeatureCatalogue.of(options);
    this.candles = Collections.unmodifiableSortedMap(new TreeMap<>(candles));
  }

  /**
   * Terms of 25 features that do not grow with the price, of one timeframe: returns, oscillators,
   * volatility, distances from averages, volume, the hour. What a dataset of candles has unless
   * other features are asked for.
   *
   * @param timeframe as feature ids end, {@code 1m}
   */
  public static List<String> usual(String timeframe) {
    return USUAL.stream().map(id -> id + "_" + timeframe).toList();
  }

  /** Id of the features' catalogue. */
  public String featureSet() {
    return catalogue.setId();
  }

  @Override
  public List<String> names(String featureSet) {
    if (!featureSet.equals(catalogue.setId())) {
      throw new ModelException(
          "DATASET_FEATURE_SET_UNKNOWN",
          "featureSet=" + featureSet + " expected=" + catalogue.setId());
    }
    return catalogue.definitions().stream().map(FeatureDefinition::id).toList();
  }

  @Override
  public void read(FeatureQuery query, Consumer<FeatureRow> rows) {
    names(query.featureSet());
    candles.forEach(
        (instrument, file) -> {
          if (query.instruments().isEmpty() || query.instruments().contains(instrument)) {
            read(instrument, file, query, rows);
          }
        });
  }

  private void read(
      String instrument, CandleFile file, FeatureQuery query, Consumer<FeatureRow> rows) {
    CandleFeatures features = new CandleFeatures(options, file.intervalNs());
    RegimeTracker tracker =
        new RegimeTracker(CandleFeatures.INSTRUMENT, ConsensusOptions.of(file.intervalNs()));
    double[] values = new double[catalogue.size()];
    long[] valid = new long[catalogue.words()];
    for (Candle candle : file.candles()) {
      long endNs = features.accept(candle, values, valid);
      tracker.update(
          endNs,
          candle.high(),
          candle.low(),
          candle.close(),
          candle.volume(),
          0,
          features.sequence(),
          interval -> {});
      if (endNs >= query.fromNs() && endNs < query.toNs()) {
        rows.accept(
            new FeatureRow(
                instrument,
                endNs,
                features.sequence(),
                candle.close(),
                candle.low(),
                candle.high(),
                regime(tracker),
                values.clone(),
                valid.clone()));
      }
    }
  }

  private static float[] regime(RegimeTracker tracker) {
    Regime[] regimes = Regime.values();
    float[] probabilities = new float[regimes.length];
    for (Regime regime : regimes) {
      probabilities[regime.code()] = (float) tracker.probability(regime);
    }
    return probabilities;
  }
}
