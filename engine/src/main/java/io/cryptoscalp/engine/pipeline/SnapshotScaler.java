package io.cryptoscalp.engine.pipeline;

import io.cryptoscalp.engine.event.ScaledVector;
import io.cryptoscalp.engine.features.FeatureCatalogue;
import io.cryptoscalp.engine.features.catalogue.FeatureDefinition;
import io.cryptoscalp.engine.scaling.OnlineScaler;
import io.cryptoscalp.engine.scaling.ScalerOptions;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Scales the snapshots of one instrument by the snapshots before them. Snapshots of a book that is
 * not healthy are scaled but not learnt, so that what is stored of healthy books gives the same
 * scaler again.
 */
final class SnapshotScaler {
  private final OnlineScaler scaler;

  SnapshotScaler(FeatureCatalogue features, ScalerOptions options) {
    List<String> ids = new ArrayList<>();
    for (FeatureDefinition definition : features.definitions()) {
      ids.add(definition.id());
    }
    scaler = new OnlineScaler(features.setId(), ids, options);
  }

  ScaledVector scale(double[] values, long[] valid, boolean healthy) {
    ScaledVector scaled = new ScaledVector(new double[values.length], new long[valid.length]);
    if (healthy) {
      scaler.step(values, valid, scaled.values(), scaled.valid());
    } else {
      scaler.scale(values, valid, scaled.values(), scaled.valid());
    }
    return scaled;
  }

  static void write(@Nullable SnapshotScaler scaler, StateWriter out) {
    out.writeBoolean(scaler != null);
    if (scaler != null) {
      scaler.scaler.write(out);
    }
  }

  /** Reads what was written; columns of features that are no longer there are dropped. */
  static void read(@Nullable SnapshotScaler scaler, StateReader in) {
    if (in.readBoolean()) {
      OnlineScaler stored = OnlineScaler.read(in);
      if (scaler != null) {
        var unused = scaler.scaler.adopt(stored);
      }
    }
  }
}
