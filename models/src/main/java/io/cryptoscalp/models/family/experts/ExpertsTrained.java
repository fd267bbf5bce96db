package io.cryptoscalp.models.family.experts;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.family.Calibration;
import io.cryptoscalp.models.family.ModelInput;
import io.cryptoscalp.models.family.TrainedModel;
import io.cryptoscalp.models.onnx.LogisticOnnx;
import io.cryptoscalp.models.onnx.OnnxGraph;
import io.cryptoscalp.models.onnx.OnnxHeader;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;

/** A fitted mixture of experts; its file computes in double precision throughout. */
public final class ExpertsTrained implements TrainedModel {
  private final ExpertScore score;
  private final Calibration calibration;
  private final SortedMap<String, Double> figures;

  ExpertsTrained(ExpertScore score, Calibration calibration, SortedMap<String, Double> figures) {
    this.score = score;
    this.calibration = calibration;
    this.figures = Collections.unmodifiableSortedMap(figures);
  }

  @Override
  public String family() {
    return ExpertsFamily.ID;
  }

  @Override
  public ModelInput input() {
    return ModelInput.VECTOR_AND_REGIME;
  }

  @Override
  public float[] predict(Dataset examples) {
    double[] odds = score.logOdds(examples);
    float[] probabilities = new float[odds.length];
    for (int i = 0; i < odds.length; i++) {
      probabilities[i] = (float) calibration.probability(odds[i]);
    }
    return probabilities;
  }

  @Override
  public byte[] onnx(OnnxHeader header) {
    int columns = score.common().length;
    int regimes = score.experts().length;
    OnnxGraph graph = new OnnxGraph(ExpertsFamily.ID);
    String x = graph.input(OnnxHeader.FEATURES, columns);
    String gate = graph.cast(graph.input(OnnxHeader.REGIME, regimes), DataType.DOUBLE);
    String z = graph.standardisedWide(x, score.mean(), score.scale(), score.clip());
    double[] weights = new double[columns * regimes];
    for (int c = 0; c < columns; c++) {
      for (int r = 0; r < regimes; r++) {
        weights[c * regimes + r] = score.experts()[r][c];
      }
    }
    String experts =
        graph.node(
            "Gemm",
            z,
            graph.doubles(weights, columns, regimes),
            graph.doubles(score.expertBias(), regimes));
    String gated =
        graph.node(
            "ReduceSum", Map.of("keepdims", 1L), graph.node("Mul", experts, gate), graph.longs(1));
    String common =
        graph.node(
            "Gemm",
            z,
            graph.doubles(score.common(), columns, 1),
            graph.doubles(new double[] {score.bias()}, 1));
    String odds = graph.node("Add", common, gated);
    graph.output(
        LogisticOnnx.OUTPUT, graph.calibratedWide(odds, calibration.slope(), calibration.offset()));
    return graph.file(header);
  }

  @Override
  public SortedMap<String, Double> figures() {
    return figures;
  }

  @Override
  public void close() {} // holds nothing outside the heap
}
