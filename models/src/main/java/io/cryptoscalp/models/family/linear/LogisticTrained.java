package io.cryptoscalp.models.family.linear;

import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.explain.ExactModel;
import io.cryptoscalp.models.explain.Explanation;
import io.cryptoscalp.models.explain.FileExplainer;
import io.cryptoscalp.models.family.Calibration;
import io.cryptoscalp.models.family.ModelInput;
import io.cryptoscalp.models.family.TrainedModel;
import io.cryptoscalp.models.onnx.LogisticOnnx;
import io.cryptoscalp.models.onnx.OnnxGraph;
import io.cryptoscalp.models.onnx.OnnxHeader;
import java.util.Collections;
import java.util.SortedMap;
import java.util.StringJoiner;

/** A fitted logistic regression; its file computes in double precision throughout. */
public final class LogisticTrained implements TrainedModel, ExactModel {
  private final LinearScore score;
  private final double[] background;
  private final Calibration calibration;
  private final SortedMap<String, Double> figures;

  /**
   * A fit.
   *
   * @param background mean standardised value of each column over the training rows
   */
  LogisticTrained(
      LinearScore score,
      double[] background,
      Calibration calibration,
      SortedMap<String, Double> figures) {
    this.score = score;
    this.background = background;
    this.calibration = calibration;
    this.figures = Collections.unmodifiableSortedMap(figures);
  }

  @Override
  public String family() {
    return LogisticFamily.ID;
  }

  @Override
  public ModelInput input() {
    return ModelInput.VECTOR;
  }

  @Override
  public float[] predict(Dataset examples) {
    float[] probabilities = new float[examples.size()];
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] = (float) calibration.probability(score.logOdds(examples.vector(i)));
    }
    return probabilities;
  }

  @Override
  public byte[] onnx(OnnxHeader header) {
    int columns = score.weights().length;
    OnnxGraph graph = new OnnxGraph(LogisticFamily.ID);
    String x = graph.input(OnnxHeader.FEATURES, columns);
    String z = graph.standardisedWide(x, score.mean(), score.scale(), score.clip());
    String weights = graph.doubles(score.weights(), columns, 1);
    String bias = graph.doubles(new double[] {score.bias()}, 1);
    String odds = graph.node("Gemm", z, weights, bias);
    graph.output(
        LogisticOnnx.OUTPUT, graph.calibratedWide(odds, calibration.slope(), calibration.offset()));
    SortedMap<String, String> metadata = header.entries();
    StringJoiner means = new StringJoiner(",");
    for (double mean : background) {
      means.add(Double.toString(mean));
    }
    metadata.put(FileExplainer.BACKGROUND, means.toString());
    return graph.file(metadata);
  }

  @Override
  public Explanation.Method method() {
    return Explanation.Method.LINEAR_SHAP;
  }

  @Override
  public double[][] contributions(Dataset examples) {
    double[][] contributions = new double[examples.size()][background.length + 1];
    double base = score.bias();
    for (int c = 0; c < background.length; c++) {
      base += score.weights()[c] * background[c];
    }
    for (int i = 0; i < contributions.length; i++) {
      float[] row = examples.vector(i);
      for (int c = 0; c < background.length; c++) {
        double distance = score.z(row[c], c) - background[c];
        contributions[i][c] = calibration.slope() * score.weights()[c] * distance;
      }
      contributions[i][background.length] = calibration.slope() * base + calibration.offset();
    }
    return contributions;
  }

  @Override
  public SortedMap<String, Double> figures() {
    return figures;
  }

  @Override
  public void close() {} // holds nothing outside the heap
}
