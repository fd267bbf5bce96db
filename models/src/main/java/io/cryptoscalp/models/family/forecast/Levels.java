package io.cryptoscalp.models.family.forecast;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.dataset.Dataset;
import java.util.Arrays;

/**
 * Quantile levels of a forecast: ascending, between 0 and 1, in pairs around one half, so that each
 * pair bounds an interval.
 */
final class Levels {
  private static final double ROUNDING = 1e-9;

  private Levels() {}

  /**
   * Reads levels joined by commas.
   *
   * @throws ModelException {@code TRAINING_OPTION_INVALID}
   */
  static double[] parse(String text) {
    String[] parts = text.split(",");
    double[] levels = new double[parts.length];
    try {
      for (int i = 0; i < parts.length; i++) {
        levels[i] = Double.parseDouble(parts[i].trim());
      }
    } catch (NumberFormatException e) {
      throw invalid(text);
    }
    for (int i = 0; i < levels.length; i++) {
      boolean ascends = levels[i] > (i == 0 ? 0 : levels[i - 1]) && levels[i] < 1;
      boolean paired = Math.abs(levels[i] + levels[levels.length - 1 - i] - 1) < ROUNDING;
      if (!ascends || !paired || levels.length < 2) {
        throw invalid(text);
      }
    }
    return levels;
  }

  private static ModelException invalid(String text) {
    return new ModelException(
        "TRAINING_OPTION_INVALID",
        "option=quantiles value=" + text + " expected=ascending pairs around 0.5, as 0.1,0.5,0.9");
  }

  /**
   * The quantile of sorted values by linear interpolation (type 7 of Hyndman and Fan, 1996).
   *
   * @param sorted ascending, at least one
   */
  static double quantile(double[] sorted, double level) {
    double at = level * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }

  /** The returns over one horizon that are known, in order of examples. */
  static double[] known(Dataset examples, int horizon) {
    double[] known = new double[examples.size()];
    int count = 0;
    for (int i = 0; i < known.length; i++) {
      float value = examples.horizonReturn(i, horizon);
      if (!Float.isNaN(value)) {
        known[count++] = value;
      }
    }
    return Arrays.copyOf(known, count);
  }
}
