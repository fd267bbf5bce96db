package io.cryptoscalp.models.training;

import io.cryptoscalp.engine.scaling.ScalerKind;
import io.cryptoscalp.models.ModelException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the baseline.
 *
 * @param l2 penalty on half the squared norm of the weights, per example, on standardised inputs;
 *     positive
 * @param balanceClasses weighs both classes equally; probabilities then refer to equal priors
 * @param clip bound of a standardised input, in standard deviations
 * @param trainFraction share of rows before the cut, between 0 and 1
 * @param embargoNs distance of the first test row from the cut, ns
 * @param minRows fewest rows of the training part, and a quarter of it of the test part
 * @param minClassRows fewest rows of either class in either part
 * @param scaler scales the inputs outside the graph, by a file beside the model; null standardises
 *     inside the graph
 */
public record BaselineOptions(
    double l2,
    boolean balanceClasses,
    double clip,
    double trainFraction,
    long embargoNs,
    int minRows,
    int minClassRows,
    @Nullable ScalerKind scaler) {

  /** Inputs standardised inside the graph. */
  public BaselineOptions(
      double l2,
      boolean balanceClasses,
      double clip,
      double trainFraction,
      long embargoNs,
      int minRows,
      int minClassRows) {
    this(l2, balanceClasses, clip, trainFraction, embargoNs, minRows, minClassRows, null);
  }

  /**
   * A weak penalty, natural class weights, 70 % to train, ten seconds of embargo, at least 400
   * rows.
   */
  public static final BaselineOptions DEFAULT =
      new BaselineOptions(1e-3, false, 8, 0.7, 10_000_000_000L, 400, 20);

  /** Checks the ranges. */
  public BaselineOptions {
    check(l2 > 0 && Double.isFinite(l2), "l2", l2);
    check(clip > 0 && Double.isFinite(clip), "clip", clip);
    check(trainFraction > 0 && trainFraction < 1, "trainFraction", trainFraction);
    check(embargoNs >= 0, "embargoNs", embargoNs);
    check(minRows > 0, "minRows", minRows);
    check(minClassRows > 0, "minClassRows", minClassRows);
  }

  private static void check(boolean valid, String field, Object value) {
    if (!valid) {
      throw new ModelException("TRAINING_OPTION_INVALID", field + "=" + value);
    }
  }

  SortedMap<String, String> byName() {
    SortedMap<String, String> settings = new TreeMap<>();
    settings.put("algorithm", "logistic regression, Newton");
    settings.put("l2", Double.toString(l2));
    settings.put("balance_classes", Boolean.toString(balanceClasses));
    settings.put("clip", Double.toString(clip));
    settings.put("train_fraction", Double.toString(trainFraction));
    settings.put("scaler", scaler == null ? "standardised in the graph" : scaler.id());
    settings.put("embargo_ns", Long.toString(embargoNs));
    return settings;
  }
}
