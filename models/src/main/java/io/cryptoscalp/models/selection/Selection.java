package io.cryptoscalp.models.selection;

import java.util.List;

/**
 * What a selection found.
 *
 * @param options how it was done
 * @param parentSet the catalogue it chose from
 * @param rows labelled rows
 * @param fromNs first feature time
 * @param toNs last feature time
 * @param dataHash SHA-256 of the labelled rows
 * @param folds the parts of the cross-validation
 * @param features every feature, in catalogue order
 * @param selected ids, best first
 * @param stability of the folds' selections, see {@link Stability}
 * @param curve figures by number of features, most first
 * @param full figures of the full set
 * @param chosen figures of the folds' own selections of the wanted size, on rows they never saw
 * @param linearFull figures of logistic regression on all features that are no copies
 * @param linearChosen figures of logistic regression on the folds' own selections
 * @param correlation rank correlations of the selected features, rows and columns in their order
 * @param warnings suspicions, coded; empty when none
 */
public record Selection(
    SelectionOptions options,
    String parentSet,
    int rows,
    long fromNs,
    long toNs,
    String dataHash,
    List<FoldRows> folds,
    List<Score> features,
    List<String> selected,
    double stability,
    List<Figures> curve,
    Figures full,
    Figures chosen,
    Figures linearFull,
    Figures linearChosen,
    double[][] correlation,
    List<String> warnings) {

  /**
   * One fold.
   *
   * @param train rows learnt from
   * @param test rows judged by
   * @param purged rows dropped because their label touches the test part
   * @param embargoed rows dropped because they follow it too closely
   * @param fromNs first feature time of the test part
   * @param toNs last label time of the test part
   */
  public record FoldRows(int train, int test, int purged, int embargoed, long fromNs, long toNs) {}

  /**
   * One feature.
   *
   * @param id feature id
   * @param information mutual information with the label, nats, mean over folds
   * @param importance share of the full forest's gain, mean over folds
   * @param rank mean rank in the elimination, 0 the last survivor; NaN for copies
   * @param frequency share of folds that selected it, 0 to 1
   * @param copyOf id of the feature it is a copy of; empty when it is none
   */
  public record Score(
      String id,
      double information,
      double importance,
      double rank,
      double frequency,
      String copyOf) {}

  /**
   * Figures on test rows, means over folds.
   *
   * @param features number of features
   * @param accuracy share of labels forecast rightly
   * @param accuracyError standard error of that mean
   * @param auc area under the ROC curve
   * @param aucError standard error of that mean
   * @param logLoss nats
   * @param baseLogLoss nats, of the training base rate
   */
  public record Figures(
      int features,
      double accuracy,
      double accuracyError,
      double auc,
      double aucError,
      double logLoss,
      double baseLogLoss) {}

  /** Accuracy given up against the full set; negative when fewer features did better. */
  public double accuracyLoss() {
    return full.accuracy() - chosen.accuracy();
  }

  /** The same under logistic regression. */
  public double linearAccuracyLoss() {
    return linearFull.accuracy() - linearChosen.accuracy();
  }
}
