package io.cryptoscalp.engine.features;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps every vector and looks each boundary up: the oracle of {@link StepHistory}. */
final class NaiveSteps {
  private final StepOptions options;
  private final List<Long> times = new ArrayList<>();
  private final List<float[]> vectors = new ArrayList<>();

  NaiveSteps(StepOptions options) {
    this.options = options;
  }

  void update(long timeNs, float[] columns) {
    long time = times.isEmpty() ? timeNs : Math.max(timeNs, times.get(times.size() - 1));
    if (!times.isEmpty() && time - times.get(times.size() - 1) > options.maxGapNs()) {
      times.clear();
      vectors.clear();
    }
    times.add(time);
    vectors.add(columns.clone());
  }

  /** The sequence, one row a step; null while a boundary has no vector at or before it. */
  float @Nullable [][] sequence() {
    float[][] rows = new float[options.steps()][];
    long now = times.get(times.size() - 1);
    long boundary = Math.floorDiv(now, options.stepNs()) * options.stepNs();
    if (boundary == now) {
      boundary -= options.stepNs();
    }
    rows[options.steps() - 1] = vectors.get(vectors.size() - 1);
    for (int step = options.steps() - 2; step >= 0; step--) {
      for (int i = 0; i < times.size(); i++) {
        if (times.get(i) <= boundary) {
          rows[step] = vectors.get(i);
        }
      }
      if (rows[step] == null) {
        return null;
      }
      boundary -= options.stepNs();
    }
    return rows;
  }
}
