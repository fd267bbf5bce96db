package io.cryptoscalp.engine.scaling;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks of ids and array lengths. */
final class Shapes {
  private Shapes() {}

  static List<String> checkIds(List<String> ids) {
    List<String> copy = List.copyOf(ids);
    Set<String> seen = new HashSet<>();
    for (String id : copy) {
      if (!seen.add(id)) {
        throw new IllegalArgumentException("SCALER_FEATURES_INVALID: repeated=" + id);
      }
    }
    return copy;
  }

  static void check(int features, double[] values, long[] valid) {
    if (values.length != features || valid.length != Scaler.words(features)) {
      throw new IllegalArgumentException(
          "SCALER_SHAPE: features="
              + features
              + " values="
              + values.length
              + " words="
              + valid.length);
    }
  }
}
