package io.cryptoscalp.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OnnxGraphTest {
  private static final double[] MEAN = {60_000, 0.5};
  private static final double[] SCALE = {0.01, 2};

  @Test
  void aStandardisedCalibratedLineAnswersAsItsFormula() throws Exception {
    float[][] rows = {{60_000, 0.5f}, {60_000.016f, -7}, {59_000, 1e9f}};
    try (OrtSession session = OrtEnvironment.getEnvironment().createSession(line());
        OnnxTensor input = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), rows);
        OrtSession.Result result = session.run(Map.of("features", input))) {
      float[] got = (float[]) result.get(0).getValue();
      for (int i = 0; i < rows.length; i++) {
        double logOdds = 0.25;
        double[] weights = {0.5, -1.5};
        for (int c = 0; c < 2; c++) {
          double z = (rows[i][c] - MEAN[c]) / SCALE[c];
          logOdds += weights[c] * Math.max(-8, Math.min(8, z));
        }
        assertThat(got[i])
            .isCloseTo((float) (1 / (1 + Math.exp(-(2 * logOdds - 1)))), within(1e-6f));
      }
      assertThat(session.getMetadata().getCustomMetadata()).containsEntry("a", "b");
    }
  }

  @Test
  void equalCallsGiveEqualBytes() {
    assertThat(line()).isEqualTo(line());
  }

  private static byte[] line() {
    OnnxGraph graph = new OnnxGraph("line");
    String z = graph.standardised(graph.input("features", 2), MEAN, SCALE, 8);
    String logOdds =
        graph.node(
            "Gemm",
            z,
            graph.floats(new float[] {0.5f, -1.5f}, 2, 1),
            graph.floats(new float[] {0.25f}, 1));
    graph.output("probability_up", graph.calibrated(logOdds, 2, -1));
    return graph.file(new TreeMap<>(Map.of("a", "b")));
  }
}
