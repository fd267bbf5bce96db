package io.cryptoscalp.models.leakage;

import java.util.List;

/**
 * What a check found. An AUC is the mean over purged folds.
 *
 * @param examples examples looked at
 * @param auc of boosted trees on all features
 * @param aucError its standard error
 * @param shuffledAuc the same with shuffled labels, mean of all shuffles
 * @param shuffledError its standard error
 * @param features features that were looked at by themselves, the most telling first
 * @param duplicates examples after the split that equal one before it in vector and return
 * @param judged examples after the split
 * @param warnings suspicions, coded; empty when there is none
 */
public record LeakageReport(
    int examples,
    double auc,
    double aucError,
    double shuffledAuc,
    double shuffledError,
    List<Feature> features,
    int duplicates,
    int judged,
    List<String> warnings) {
  /**
   * A feature by itself.
   *
   * @param name its id
   * @param auc how well its value ranks the labels, whichever way round, 0.5 to 1
   * @param jump what the model's AUC loses without it; NaN when that was not tried
   */
  public record Feature(String name, double auc, double jump) {}

  /** Copies the lists. */
  public LeakageReport {
    features = List.copyOf(features);
    warnings = List.copyOf(warnings);
  }
}
