package io.cryptoscalp.models.scaling;

import io.cryptoscalp.engine.scaling.OnlineScaler;
import io.cryptoscalp.engine.scaling.ScalerOptions;
import io.cryptoscalp.models.dataset.FeatureQuery;
import io.cryptoscalp.models.dataset.FeatureRow;
import io.cryptoscalp.models.dataset.FeatureSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Stored raw features as the running job's online scaler gave them to its models: an {@link
 * OnlineScaler} an instrument, fed with its rows in order. It learns from everything before the
 * range that is asked for, as the job did; the bits are the job's when the job scaled from its
 * first row on.
 */
public final class OnlineScaledSource implements FeatureSource {
  private final FeatureSource raw;
  private final ScalerOptions options;

  /** Scales the rows of a source. */
  public OnlineScaledSource(FeatureSource raw, ScalerOptions options) {
    this.raw = raw;
    this.options = options;
  }

  @Override
  public List<String> names(String featureSet) {
    return raw.names(featureSet);
  }

  @Override
  public void read(FeatureQuery query, Consumer<FeatureRow> rows) {
    List<String> names = raw.names(query.featureSet());
    Map<String, OnlineScaler> scalers = new HashMap<>();
    FeatureQuery fromStart =
        new FeatureQuery(query.featureSet(), query.instruments(), Long.MIN_VALUE, query.toNs());
    raw.read(
        fromStart,
        row -> {
          OnlineScaler scaler =
              scalers.computeIfAbsent(
                  row.instrument(), id -> new OnlineScaler(query.featureSet(), names, options));
          double[] scaled = new double[row.values().length];
          long[] valid = new long[row.valid().length];
          scaler.step(row.values(), row.valid(), scaled, valid);
          if (row.eventTimeNs() >= query.fromNs()) {
            rows.accept(row.withFeatures(scaled, valid));
          }
        });
  }
}
