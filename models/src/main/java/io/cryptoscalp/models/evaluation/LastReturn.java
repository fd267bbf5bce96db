package io.cryptoscalp.models.evaluation;

import io.cryptoscalp.models.dataset.Dataset;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The naive forecast from the last return: that of the newest label of the same instrument which
 * was known at the decision. Its probability is the share of up in the training part after a last
 * return of that sign.
 */
final class LastReturn {
  private final Map<String, TreeMap<Long, Double>> byLabelTime = new HashMap<>();

  /** Knows all returns of a set. */
  LastReturn(Dataset all) {
    for (int i = 0; i < all.size(); i++) {
      byLabelTime
          .computeIfAbsent(all.instrument(i), instrument -> new TreeMap<>())
          .put(all.labelTimeNs(i), all.forwardReturn(i));
    }
  }

  /** Its sign: 1, -1, or 0 when none is known yet. */
  int sign(Dataset of, int example) {
    TreeMap<Long, Double> returns = byLabelTime.get(of.instrument(example));
    Map.Entry<Long, Double> last =
        returns == null ? null : returns.floorEntry(of.eventTimeNs(example));
    return last == null ? 0 : (int) Math.signum(last.getValue());
  }

  /** The signs of all examples of a part. */
  int[] signs(Dataset part) {
    int[] signs = new int[part.size()];
    for (int i = 0; i < signs.length; i++) {
      signs[i] = sign(part, i);
    }
    return signs;
  }

  /** Probabilities of up of a part, after what followed each sign in the training part. */
  double[] forecasts(Dataset train, Dataset part) {
    double[] up = {1, 1, 1}; // one example of each outcome before any is seen
    double[] all = {2, 2, 2};
    for (int i = 0; i < train.size(); i++) {
      int sign = sign(train, i) + 1;
      up[sign] += train.up(i) ? train.weight(i) : 0;
      all[sign] += train.weight(i);
    }
    double[] forecasts = new double[part.size()];
    for (int i = 0; i < forecasts.length; i++) {
      int sign = sign(part, i) + 1;
      forecasts[i] = up[sign] / all[sign];
    }
    return forecasts;
  }
}
