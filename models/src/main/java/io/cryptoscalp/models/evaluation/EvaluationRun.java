package io.cryptoscalp.models.evaluation;

import java.util.List;
import java.util.SortedMap;

/**
 * What a walk-forward run found.
 *
 * @param dataHash digest of the dataset
 * @param options settings of the run by name
 * @param folds the parts of each fold
 * @param examples the held-out examples of all folds
 * @param contenders baselines, families and ensembles in this order
 * @param failures families that could not be trained: id and coded reason
 */
public record EvaluationRun(
    String dataHash,
    SortedMap<String, String> options,
    List<Fold> folds,
    JudgedExamples examples,
    List<Contender> contenders,
    SortedMap<String, String> failures) {

  /**
   * The parts of a fold.
   *
   * @param train examples learnt from
   * @param validation examples stopped and calibrated by
   * @param test examples judged
   * @param left examples purged, embargoed or outside the window
   * @param testFromNs venue time at which the test part begins, ns
   * @param base share of up in the part learnt from, by weight
   */
  public record Fold(int train, int validation, int test, int left, long testFromNs, double base) {}
}
