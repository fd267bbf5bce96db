package io.cryptoscalp.models.evaluation.policy;

import java.util.List;
import java.util.SortedMap;

/**
 * A walk-forward of policies.
 *
 * @param options settings by name
 * @param folds what was learnt from and judged
 * @param contenders rules first, then families
 * @param failures families that could not be trained, with the reason
 */
public record PolicyRun(
    SortedMap<String, String> options,
    List<Fold> folds,
    List<PolicyContender> contenders,
    SortedMap<String, String> failures) {
  /**
   * Rows of a fold.
   *
   * @param train learnt from
   * @param validation chose the round that is kept
   * @param test judged
   * @param testFromNs first venue time of the test part, ns
   */
  public record Fold(long train, long validation, long test, long testFromNs) {}

  /** Copies the lists. */
  public PolicyRun {
    folds = List.copyOf(folds);
    contenders = List.copyOf(contenders);
  }
}
