package io.cryptoscalp.models.onnx;

import io.cryptoscalp.models.ModelException;
import java.util.List;

/**
 * Logistic regression on standardised, clipped features:
 *
 * <pre>
 * z[i] = min(max((x[i] - mean[i]) / scale[i], -clip), clip);  p = 1 / (1 + exp(-(bias + sum w[i] z[i])))
 * </pre>
 *
 * Inputs are single precision, as an ONNX session receives them; arithmetic is double. Arrays are
 * owned by the model and never modified.
 *
 * @param featureSet catalogue version the names refer to
 * @param featureNames inputs in column order
 * @param horizonNs how far ahead the probability looks, ns
 * @param mean subtracted from each input, in the input's unit
 * @param scale divides each input, in the input's unit, positive
 * @param clip bound of a standardised input, positive
 * @param weights one a feature
 * @param bias log odds at the means
 */
public record LogisticModel(
    String featureSet,
    List<String> featureNames,
    long horizonNs,
    double[] mean,
    double[] scale,
    double clip,
    double[] weights,
    double bias) {

  /** Checks that the lengths agree and every number is usable. */
  public LogisticModel {
    featureNames = List.copyOf(featureNames);
    int count = featureNames.size();
    if (count == 0 || mean.length != count || scale.length != count || weights.length != count) {
      throw new ModelException(
          "MODEL_INVALID",
          "names="
              + count
              + " mean="
              + mean.length
              + " scale="
              + scale.length
              + " weights="
              + weights.length);
    }
    for (String name : featureNames) {
      if (name.isBlank() || name.indexOf(',') >= 0) { // the file keeps the names joined by commas
        throw new ModelException("MODEL_INVALID", "featureName=" + name);
      }
    }
    for (int i = 0; i < count; i++) {
      if (!Double.isFinite(mean[i] + weights[i] + bias) || !(scale[i] > 0) || !(clip > 0)) {
        throw new ModelException(
            "MODEL_INVALID",
            "feature="
                + featureNames.get(i)
                + " mean="
                + mean[i]
                + " scale="
                + scale[i]
                + " weight="
                + weights[i]);
      }
    }
  }

  /** A value as the weights meet it: standardised and clipped. */
  public double standardised(int column, float value) {
    return Math.min(Math.max((value - mean[column]) / scale[column], -clip), clip);
  }

  /** Probability of a rise, 0 to 1, for one row in column order. */
  public double probabilityUp(float[] row) {
    double logOdds = bias;
    for (int i = 0; i < weights.length; i++) {
      logOdds += weights[i] * standardised(i, row[i]);
    }
    return 1 / (1 + Math.exp(-logOdds));
  }
}
