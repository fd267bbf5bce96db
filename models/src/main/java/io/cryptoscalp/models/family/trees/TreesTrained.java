package io.cryptoscalp.models.family.trees;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.explain.ExactModel;
import io.cryptoscalp.models.explain.Explanation;
import io.cryptoscalp.models.family.Calibration;
import io.cryptoscalp.models.family.ModelInput;
import io.cryptoscalp.models.family.TrainedModel;
import io.cryptoscalp.models.family.TrainingChecks;
import io.cryptoscalp.models.onnx.LogisticOnnx;
import io.cryptoscalp.models.onnx.OnnxGraph;
import io.cryptoscalp.models.onnx.OnnxHeader;
import io.cryptoscalp.models.onnx.TreeEnsemble;
import io.cryptoscalp.models.onnx.TreeEnsembleOnnx;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** Trees that XGBoost grew; {@link #predict} asks XGBoost itself. */
public final class TreesTrained implements TrainedModel, ExactModel {
  private static final int BATCH = 65_536; // bounds native memory

  private final String family;
  private final Booster booster;
  private final TreeEnsemble trees;
  private final Calibration calibration;
  private final SortedMap<String, Double> figures;

  private TreesTrained(
      String family,
      Booster booster,
      TreeEnsemble trees,
      Calibration calibration,
      SortedMap<String, Double> figures) {
    this.family = family;
    this.booster = booster;
    this.trees = trees;
    this.calibration = calibration;
    this.figures = Collections.unmodifiableSortedMap(figures);
  }

  /** The first rounds of what grew, calibrated. */
  static TreesTrained of(
      String family,
      Growth.Result grown,
      int rounds,
      int treesOfRound,
      int features,
      Dataset validation) {
    try {
      TreeEnsemble trees = XGBoostJson.read(grown.booster(), features, rounds * treesOfRound);
      double[] logOdds = logOdds(grown.booster(), trees, validation);
      Calibration calibration =
          Calibration.fit(
              logOdds, TrainingChecks.labels(validation), TrainingChecks.weights(validation));
      SortedMap<String, Double> figures = new TreeMap<>();
      figures.put("rounds", (double) grown.validationLoss().length);
      figures.put("rounds_kept", (double) rounds);
      figures.put("trees", (double) trees.trees().size());
      figures.put("nodes", (double) trees.nodes());
      figures.put("train_log_loss", grown.trainLoss()[rounds - 1]);
      figures.put("validation_log_loss", grown.validationLoss()[rounds - 1]);
      return new TreesTrained(family, grown.booster(), trees, calibration, figures);
    } catch (XGBoostError e) {
      grown.booster().dispose();
      throw failed(e);
    }
  }

  @Override
  public String family() {
    return family;
  }

  @Override
  public ModelInput input() {
    return ModelInput.VECTOR;
  }

  /** The trees as they are exported. */
  public TreeEnsemble trees() {
    return trees;
  }

  /** What follows the trees. */
  public Calibration calibration() {
    return calibration;
  }

  @Override
  public float[] predict(Dataset examples) {
    try {
      double[] logOdds = logOdds(booster, trees, examples);
      float[] probabilities = new float[logOdds.length];
      for (int i = 0; i < probabilities.length; i++) {
        probabilities[i] = (float) calibration.probability(logOdds[i]);
      }
      return probabilities;
    } catch (XGBoostError e) {
      throw failed(e);
    }
  }

  private static double[] logOdds(Booster booster, TreeEnsemble trees, Dataset examples)
      throws XGBoostError {
    double[] logOdds = new double[examples.size()];
    for (int from = 0; from < logOdds.length; from += BATCH) {
      int to = Math.min(from + BATCH, logOdds.length);
      try (Cells cells = Cells.of(examples, from, to)) {
        double[] part = Growth.column(booster.predict(cells.matrix(), true, trees.trees().size()));
        System.arraycopy(part, 0, logOdds, from, part.length);
      }
    }
    return logOdds;
  }

  @Override
  public Explanation.Method method() {
    return Explanation.Method.TREE_SHAP;
  }

  @Override
  public double[][] contributions(Dataset examples) {
    double[][] contributions = new double[examples.size()][];
    try {
      for (int from = 0; from < contributions.length; from += BATCH) {
        int to = Math.min(from + BATCH, contributions.length);
        try (Cells cells = Cells.of(examples, from, to)) {
          float[][] raw = booster.predictContrib(cells.matrix(), trees.trees().size());
          for (int i = from; i < to; i++) {
            contributions[i] = calibrated(raw[i - from]);
          }
        }
      }
    } catch (XGBoostError e) {
      throw failed(e);
    }
    return contributions;
  }

  private double[] calibrated(float[] raw) {
    double[] scaled = new double[raw.length];
    for (int i = 0; i < raw.length; i++) {
      scaled[i] = calibration.slope() * raw[i];
    }
    scaled[raw.length - 1] += calibration.offset();
    return scaled;
  }

  @Override
  public byte[] onnx(OnnxHeader header) {
    OnnxGraph graph = new OnnxGraph(family);
    String x = graph.input(OnnxHeader.FEATURES, trees.features());
    String logOdds = TreeEnsembleOnnx.add(graph, trees, x);
    graph.output(
        LogisticOnnx.OUTPUT, graph.calibrated(logOdds, calibration.slope(), calibration.offset()));
    return graph.file(header);
  }

  @Override
  public SortedMap<String, Double> figures() {
    return figures;
  }

  @Override
  public void close() {
    booster.dispose();
  }

  private static ModelException failed(XGBoostError cause) {
    return new ModelException("TRAINING_FAILED", "reason=" + cause.getMessage(), cause);
  }
}
