package io.cryptoscalp.models.family.nets;

import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.explain.GradientModel;
import io.cryptoscalp.models.family.Calibration;
import io.cryptoscalp.models.family.ModelInput;
import io.cryptoscalp.models.family.TrainedModel;
import io.cryptoscalp.models.family.TrainingChecks;
import io.cryptoscalp.models.onnx.LogisticOnnx;
import io.cryptoscalp.models.onnx.OnnxGraph;
import io.cryptoscalp.models.onnx.OnnxHeader;
import java.util.SortedMap;

/** A trained network that answers the probability of up. Weights are in Java: nothing to close. */
final class TrainedNet implements TrainedModel, GradientModel {
  private final String family;
  private final FittedNet fitted;
  private final Calibration calibration;

  private TrainedNet(String family, FittedNet fitted, Calibration calibration) {
    this.family = family;
    this.fitted = fitted;
    this.calibration = calibration;
  }

  /** A network with its answers calibrated on the validation part. */
  static TrainedNet calibrated(String family, FittedNet fitted, Dataset validation) {
    int rows = validation.size();
    float[][] answers = fitted.answers(validation);
    double[] logOdds = new double[rows];
    for (int i = 0; i < rows; i++) {
      logOdds[i] = answers[i][0];
    }
    Calibration calibration =
        Calibration.fit(
            logOdds, TrainingChecks.labels(validation), TrainingChecks.weights(validation));
    return new TrainedNet(family, fitted, calibration);
  }

  @Override
  public String family() {
    return family;
  }

  @Override
  public ModelInput input() {
    return fitted.net().input();
  }

  @Override
  public float[] predict(Dataset examples) {
    float[][] answers = fitted.answers(examples);
    float[] probabilities = new float[answers.length];
    for (int i = 0; i < answers.length; i++) {
      probabilities[i] = (float) calibration.probability(answers[i][0]);
    }
    return probabilities;
  }

  @Override
  public double[][] integratedGradients(Dataset examples) {
    double[][] parts = new NetGradients(fitted, calibration.slope()).of(examples);
    for (double[] row : parts) {
      row[row.length - 1] += calibration.offset();
    }
    return parts;
  }

  @Override
  public byte[] onnx(OnnxHeader header) {
    OnnxGraph graph = new OnnxGraph(family);
    String logOdds = fitted.export(graph);
    String up = graph.calibrated(logOdds, calibration.slope(), calibration.offset());
    graph.output(LogisticOnnx.OUTPUT, up);
    return graph.file(header);
  }

  @Override
  public SortedMap<String, Double> figures() {
    SortedMap<String, Double> figures = fitted.figures();
    figures.put("train_log_loss", fitted.trainLoss());
    figures.put("validation_log_loss", fitted.validationLoss());
    figures.put("calibration_slope", calibration.slope());
    figures.put("calibration_offset", calibration.offset());
    return figures;
  }

  @Override
  public void close() {
    // nothing is held outside Java
  }
}
