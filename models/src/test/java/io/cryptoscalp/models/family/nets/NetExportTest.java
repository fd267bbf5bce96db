package io.cryptoscalp.models.family.nets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.cryptoscalp.models.onnx.OnnxGraph;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Do the rearranged files compute the networks' own functions, whatever their sizes? */
class NetExportTest {
  private static final int FEATURES = 5;
  private static final int OUTPUTS = 3;
  private static final int ROWS = 9;

  @ParameterizedTest
  @CsvSource({"1,32", "2,32", "3,7", "2,1", "1,2"})
  void transformer(int layers, int steps) throws OrtException {
    assertEqual(new TransformerNet(12, layers, 3, 20), steps);
  }

  @ParameterizedTest
  @CsvSource({"4,3,32", "3,3,9", "2,2,8", "2,1,5", "3,4,1", "1,5,31", "2,3,32"})
  void convolutions(int layers, int kernel, int steps) throws OrtException {
    assertEqual(new ConvolutionNet(8, layers, kernel), steps);
  }

  @ParameterizedTest
  @CsvSource({"true,2,6", "false,1,3"})
  void recurrent(boolean lstm, int layers, int steps) throws OrtException {
    assertEqual(new RecurrentNet(lstm, 8, layers), steps);
  }

  private static void assertEqual(Net net, int steps) throws OrtException {
    Weights weights = weights(net, steps);
    float[] z = normals(ROWS * steps * FEATURES);
    float[] expected = forward(net, weights, z, steps);
    float[] got = file(net, weights, z, steps);
    assertThat(got).hasSameSizeAs(expected);
    for (int i = 0; i < got.length; i++) {
      assertThat(got[i]).as("answer %d", i).isCloseTo(expected[i], within(1e-5f));
    }
  }

  /** Random ones, gains and shifts of normalisations among them. */
  private static Weights weights(Net net, int steps) {
    Random random = new Random(5);
    Weights weights = net.initial(steps, FEATURES, OUTPUTS, random);
    for (Weights.Tensor tensor : weights.all()) {
      for (int i = 0; i < tensor.values().length; i++) {
        tensor.values()[i] += (float) (0.3 * random.nextGaussian());
      }
    }
    return weights;
  }

  private static float[] normals(int count) {
    Random random = new Random(6);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static float[] forward(Net net, Weights weights, float[] z, int steps) {
    try (NDManager manager = Torch.open(1)) {
      NDArray input =
          Torch.array(manager, z, new Shape(z.length / steps / FEATURES, steps, FEATURES));
      return net.forward(weights.place(manager, false), input, Dropout.NONE).toFloatArray();
    }
  }

  private static float[] file(Net net, Weights weights, float[] z, int steps) throws OrtException {
    OnnxGraph graph = new OnnxGraph("net");
    String answer = net.export(graph, weights, graph.input("z", steps, FEATURES), steps);
    graph.output("answer", answer, OUTPUTS);
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    long[] shape = {ROWS, steps, FEATURES};
    try (OrtSession session = environment.createSession(graph.file(new TreeMap<>()));
        OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(z), shape);
        OrtSession.Result result = session.run(Map.of("z", input))) {
      OnnxTensor output = (OnnxTensor) result.get(0);
      FloatBuffer values = output.getFloatBuffer();
      float[] flat = new float[values.remaining()];
      values.get(flat);
      return flat;
    }
  }

  /** The steps that are left out would not have been heard. */
  @Test
  void convolutionsAnswerAsIfAllStepsWereComputed() {
    int steps = 11;
    ConvolutionNet net = new ConvolutionNet(4, 3, 3);
    Weights weights = weights(net, steps);
    float[] z = normals(steps * FEATURES);
    float[] expected = NaiveConvolutions.answer(net, weights, z, steps);
    float[] got = forward(net, weights, z, steps);
    for (int i = 0; i < OUTPUTS; i++) {
      assertThat(got[i]).isCloseTo(expected[i], within(1e-5f));
    }
  }
}
