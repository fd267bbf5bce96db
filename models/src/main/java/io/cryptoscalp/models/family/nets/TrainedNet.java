package io.cryptoscalp.models.family.nets;

import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.family.Calibration;
import io.cryptoscalp.models.family.ModelInput;
import io.cryptoscalp.models.family.TrainedModel;
import io.cryptoscalp.models.onnx.LogisticOnnx;
import io.cryptoscalp.models.onnx.OnnxGraph;
import io.cryptoscalp.models.onnx.OnnxHeader;
import java.util.SortedMap;
import java.util.TreeMap;

/** A trained network that answers the probability of up. Weights are in Java: nothing to close. */
final class TrainedNet implements TrainedModel {
  private final String family;
  private final NetTrainer.Fitted fitted;
  private final Calibration calibration;
  private final int steps;

  private TrainedNet(String family, NetTrainer.Fitted fitted, Calibration calibration, int steps) {
    this.family = family;
    this.fitted = fitted;
    this.calibration = calibration;
    this.steps = steps;
  }

  /** A network with its answers calibrated on the validation part. */
  static TrainedNet calibrated(String family, NetTrainer.Fitted fitted, Dataset validation) {
    int rows = validation.size();
    float[][] answers = NetTrainer.answers(fitted, validation);
    double[] logOdds = new double[rows];
    boolean[] up = new boolean[rows];
    double[] weight = new double[rows];
    for (int i = 0; i < rows; i++) {
      logOdds[i] = answers[i][0];
      up[i] = validation.up(i);
      weight[i] = validation.weight(i);
    }
    return new TrainedNet(family, fitted, Calibration.fit(logOdds, up, weight), validation.steps());
  }

  NetTrainer.Fitted fitted() {
    return fitted;
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
  public float[] predict(Dataset examples) {
    float[][] answers = NetTrainer.answers(fitted, examples);
    float[] probabilities = new float[answers.length];
    for (int i = 0; i < answers.length; i++) {
      probabilities[i] = (float) calibration.probability(answers[i][0]);
    }
    return probabilities;
  }

  @Override
  public byte[] onnx(OnnxHeader header) {
    OnnxGraph graph = new OnnxGraph(family);
    Scaling scaling = fitted.scaling();
    String sequence = graph.input(OnnxHeader.SEQUENCE, steps, scaling.mean().length);
    String z = graph.standardised(sequence, scaling.mean(), scaling.scale(), scaling.clip());
    String logOdds = fitted.net().export(graph, fitted.weights(), z, steps);
    String up = graph.calibrated(logOdds, calibration.slope(), calibration.offset());
    graph.output(LogisticOnnx.OUTPUT, up);
    return graph.file(header);
  }

  @Override
  public SortedMap<String, Double> figures() {
    SortedMap<String, Double> figures = new TreeMap<>();
    figures.put("epochs", (double) fitted.epochs());
    figures.put("best_epoch", (double) fitted.bestEpoch());
    figures.put("parameters", (double) fitted.weights().count());
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
