package io.cryptoscalp.models.family.forecast;

import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.family.ModelInput;
import io.cryptoscalp.models.family.nets.FittedNet;
import io.cryptoscalp.models.onnx.OnnxHeader;
import java.util.SortedMap;

/** A trained forecaster of quantiles. Weights are in Java: nothing to close. */
final class TrainedQuantiles implements TrainedForecast {
  private final String family;
  private final FittedNet net;
  private final QuantileObjective objective;
  private final double[] levels;
  private final double[] scales;
  private final long[] horizonsNs;
  private final Conformal conformal;
  private final SortedMap<String, Double> figures;

  private TrainedQuantiles(
      String family,
      FittedNet net,
      QuantileObjective objective,
      double[] levels,
      double[] scales,
      long[] horizonsNs,
      Conformal conformal) {
    this.family = family;
    this.net = net;
    this.objective = objective;
    this.levels = levels;
    this.scales = scales;
    this.horizonsNs = horizonsNs;
    this.conformal = conformal;
    this.figures = net.figures();
  }

  /** A network with its intervals calibrated on examples it did not learn from. */
  static TrainedQuantiles calibrated(
      String family,
      FittedNet net,
      QuantileObjective objective,
      double[] levels,
      double[] scales,
      Dataset calibrating,
      EmpiricalQuantiles naive) {
    double[][][] quantiles = quantiles(net, objective, calibrating);
    Conformal conformal = Conformal.fit(quantiles, calibrating, scales, levels);
    TrainedQuantiles trained =
        new TrainedQuantiles(
            family, net, objective, levels, scales, calibrating.horizonsNs(), conformal);
    trained.judge(calibrating, naive);
    return trained;
  }

  private static double[][][] quantiles(
      FittedNet net, QuantileObjective objective, Dataset examples) {
    float[][] answers = net.answers(examples);
    double[][][] quantiles = new double[answers.length][][];
    for (int i = 0; i < answers.length; i++) {
      quantiles[i] = objective.quantiles(answers[i]);
    }
    return quantiles;
  }

  /** Figures on the calibrating part: coverage is close to nominal there by construction. */
  private void judge(Dataset calibrating, EmpiricalQuantiles naive) {
    QuantileScores own = QuantileScores.of(predict(calibrating), calibrating, levels);
    QuantileScores base = QuantileScores.of(naive.predict(calibrating), calibrating, levels);
    figures.put("train_pinball_scaled", net.trainLoss());
    figures.put("validation_pinball_scaled", net.validationLoss());
    for (int h = 0; h < horizonsNs.length; h++) {
      String horizon = "_" + horizonsNs[h] / 1_000_000 + "ms";
      figures.put("pinball" + horizon, own.pinball()[h]);
      figures.put("naive_pinball" + horizon, base.pinball()[h]);
      for (int pair = 0; pair < levels.length / 2; pair++) {
        String share =
            "_" + Math.round(100 * (levels[levels.length - 1 - pair] - levels[pair])) + horizon;
        figures.put("coverage" + share, own.coverage()[h][pair]);
        figures.put("naive_coverage" + share, base.coverage()[h][pair]);
        figures.put("width" + share, own.width()[h][pair]);
      }
    }
  }

  @Override
  public String family() {
    return family;
  }

  @Override
  public ModelInput input() {
    return ModelInput.SEQUENCE;
  }

  @Override
  public double[] levels() {
    return levels.clone();
  }

  @Override
  public long[] horizonsNs() {
    return horizonsNs.clone();
  }

  @Override
  public float[][][] predict(Dataset examples) {
    double[][][] scaled = quantiles(net, objective, examples);
    float[][][] quantiles = new float[scaled.length][scales.length][levels.length];
    for (int i = 0; i < scaled.length; i++) {
      for (int h = 0; h < scales.length; h++) {
        conformal.apply(scaled[i][h], h);
        for (int q = 0; q < levels.length; q++) {
          quantiles[i][h][q] = (float) (scaled[i][h][q] * scales[h]);
        }
      }
    }
    return quantiles;
  }

  @Override
  public byte[] onnx(OnnxHeader header) {
    return new QuantileOnnx(family, net, levels, scales, conformal).file(header, horizonsNs);
  }

  @Override
  public SortedMap<String, Double> figures() {
    return figures;
  }

  @Override
  public void close() {
    // nothing is held outside Java
  }
}
