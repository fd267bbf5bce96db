package io.cryptoscalp.models.family.chart;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.cryptoscalp.models.family.nets.Torch;
import io.cryptoscalp.models.family.nets.Weights;
import io.cryptoscalp.models.onnx.OnnxGraph;
import io.cryptoscalp.models.onnx.OnnxHeader;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A network that tells chart patterns, as its trainer knows it. */
public final class TrainedChart {
  /** Name of the input, float [N, 2, 48, 64]; see {@link ChartImage}. */
  public static final String INPUT = OnnxHeader.IMAGE;

  /** Name of the output, float [N, 11] in the order of {@link ChartPattern}. */
  public static final String OUTPUT = "class_probabilities";

  private static final int ANSWER_ROWS = 128;

  private final ChartNet net;
  private final Weights weights;
  private final SortedMap<String, Double> figures;

  TrainedChart(ChartNet net, Weights weights, SortedMap<String, Double> figures) {
    this.net = net;
    this.weights = weights;
    this.figures = Collections.unmodifiableSortedMap(new TreeMap<>(figures));
  }

  /** Figures of the training, by name. */
  public SortedMap<String, Double> figures() {
    return figures;
  }

  /** Probabilities of the classes of all images, by the trainer's own forward pass. */
  public float[][] predict(ChartExamples examples) {
    int classes = ChartPattern.values().length;
    float[][] answers = new float[examples.size()][classes];
    try (NDManager manager = Torch.open(1)) {
      for (int from = 0; from < answers.length; from += ANSWER_ROWS) {
        int count = Math.min(ANSWER_ROWS, answers.length - from);
        float[] pixels = new float[count * ChartImage.SIZE];
        for (int i = 0; i < count; i++) {
          System.arraycopy(
              examples.image(from + i), 0, pixels, i * ChartImage.SIZE, ChartImage.SIZE);
        }
        try (NDManager memory = manager.newSubManager()) {
          NDArray images =
              memory.create(
                  pixels, new Shape(count, ChartImage.LAYERS, ChartImage.HEIGHT, ChartImage.WIDTH));
          NDArray logits = net.forward(weights.place(memory, false), images);
          float[] chances = logits.softmax(1).toFloatArray();
          for (int i = 0; i < count; i++) {
            System.arraycopy(chances, i * classes, answers[from + i], 0, classes);
          }
        }
      }
    }
    return answers;
  }

  /** Share of images whose likeliest class is theirs. */
  public double accuracy(ChartExamples examples) {
    float[][] answers = predict(examples);
    int right = 0;
    for (int i = 0; i < answers.length; i++) {
      int best = 0;
      for (int k = 1; k < answers[i].length; k++) {
        best = answers[i][k] > answers[i][best] ? k : best;
      }
      right += best == examples.pattern(i).index() ? 1 : 0;
    }
    return (double) right / answers.length;
  }

  /** The bytes of the ONNX file, {@value #INPUT} to {@value #OUTPUT}. */
  public byte[] onnx(OnnxHeader header) {
    OnnxGraph graph = new OnnxGraph(ChartFamily.ID);
    String image = graph.input(INPUT, ChartImage.LAYERS, ChartImage.HEIGHT, ChartImage.WIDTH);
    String logits = net.export(graph, weights, image);
    graph.output(
        OUTPUT, graph.node("Softmax", Map.of("axis", 1L), logits), ChartPattern.values().length);
    return graph.file(header);
  }
}
