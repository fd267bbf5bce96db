package io.cryptoscalp.models.leakage;

/**
 * How hard to look for leaks.
 *
 * @param mostExamples examples looked at, evenly spread over the set
 * @param folds parts of the cross-validation
 * @param embargoNs distance of training rows from the part before them, ns
 * @param shuffles how often labels are shuffled
 * @param suspectAuc a feature that ranks the labels this well by itself is suspected, above 0.5
 * @param suspectJump a feature without which the model's AUC falls by this much is suspected
 * @param seed of everything random
 */
public record LeakageOptions(
    int mostExamples,
    int folds,
    long embargoNs,
    int shuffles,
    double suspectAuc,
    double suspectJump,
    int seed) {
  /** What prices alone have not been seen to reach, on up to 20,000 examples. */
  public static LeakageOptions usual(long embargoNs) {
    return new LeakageOptions(20_000, 4, embargoNs, 5, 0.75, 0.05, 1);
  }
}
