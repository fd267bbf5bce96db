package io.cryptoscalp.models.evaluation.forecast;

import io.cryptoscalp.models.evaluation.EvaluationRun;
import java.util.List;
import java.util.SortedMap;

/**
 * What a walk-forward of a forecaster of quantiles found.
 *
 * @param family its id
 * @param dataHash digest of the dataset
 * @param options settings of the run by name
 * @param levels the quantile levels, ascending
 * @param folds the parts of each fold; the base rates are those of the labels
 * @param horizons figures of each horizon
 * @param parts what was forecast, by fold
 * @param seconds to train all folds
 */
public record QuantileRun(
    String family,
    String dataHash,
    SortedMap<String, String> options,
    double[] levels,
    List<EvaluationRun.Fold> folds,
    List<HorizonFigures> horizons,
    List<QuantilePart> parts,
    double seconds) {
  /** Copies the lists. */
  public QuantileRun {
    folds = List.copyOf(folds);
    horizons = List.copyOf(horizons);
    parts = List.copyOf(parts);
  }

  /** Whether there is skill over any horizon. */
  public boolean hasSkill() {
    boolean any = false;
    for (HorizonFigures horizon : horizons) {
      any |= horizon.hasSkill();
    }
    return any;
  }
}
