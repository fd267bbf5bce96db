package io.cryptoscalp.models.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.Sha256;
import io.cryptoscalp.models.onnx.OnnxGraph;
import io.cryptoscalp.models.onnx.OnnxHeader;
import io.cryptoscalp.models.registry.GoldenVectors;
import io.cryptoscalp.models.registry.KeyFiles;
import io.cryptoscalp.models.registry.ModelCard;
import io.cryptoscalp.models.registry.ModelFolder;
import io.cryptoscalp.models.registry.ModelRegistry;
import io.cryptoscalp.models.registry.ModelSigner;
import io.cryptoscalp.models.registry.ModelStores;
import io.cryptoscalp.models.registry.ModelTrust;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that are registered in due form and must never score all the same. */
class PoisonedModelTest {
  private static final FeatureLayout LAYOUT = new FeatureLayout("v1", List.of("a", "b"));
  private static final GoldenVectors HALF =
      new GoldenVectors(new float[][] {{1, 2}, {3, 4}}, new double[] {0.5, 0.5});

  @TempDir Path root;

  @AfterEach
  void nothingStaysOpen() {
    assertThat(ScoringSession.openSessions()).isZero();
  }

  /** A file that answers {@code answer + 0 * a} whatever its inputs are. */
  private static byte[] constant(float answer, int columns, long... outputSizes) {
    OnnxGraph graph = new OnnxGraph("constant");
    String x = graph.input("features", columns);
    String weights =
        graph.floats(new float[columns * width(outputSizes)], columns, width(outputSizes));
    String bias = graph.floats(filled(answer, width(outputSizes)), width(outputSizes));
    graph.output("probability_up", graph.node("Gemm", x, weights, bias), outputSizes);
    return graph.file(
        new OnnxHeader(
            "constant",
            OnnxHeader.Task.DIRECTION,
            "v1",
            List.of("a", "b"),
            1,
            0,
            1_000_000_000L,
            new TreeMap<>()));
  }

  private static int width(long... sizes) {
    return sizes.length == 0 ? 1 : (int) sizes[0];
  }

  private static float[] filled(float value, int count) {
    float[] values = new float[count];
    Arrays.fill(values, value);
    return values;
  }

  private ModelFolder register(byte[] onnx, GoldenVectors golden, Path key) {
    ModelCard card =
        ModelCard.builder("poisoned", "v1", Sha256.hex(onnx))
            .features("v1", List.of("a", "b"))
            .build();
    ModelSigner signer = key == null ? null : ModelSigner.load(key);
    try (ModelRegistry registry =
        new ModelRegistry(new ModelStores(Map.of()).open(root.toString()), signer)) {
      return registry.register(card, onnx, golden);
    }
  }

  private void refused(byte[] onnx, GoldenVectors golden, String message) {
    ModelFolder folder = register(onnx, golden, null);
    assertThatThrownBy(() -> ScoringSession.open(folder, Sha256.hex(onnx), LAYOUT, 4))
        .isInstanceOf(ModelException.class)
        .hasMessageMatching("(?s)" + message);
    assertThatThrownBy(() -> GoldenCheck.run(folder)).hasMessageMatching("(?s)" + message);
  }

  @Test
  void theSameFileWithoutPoisonScores() {
    byte[] onnx = constant(0.5f, 2, 1);
    ModelFolder folder = register(onnx, HALF, null);
    ScoringSession.open(folder, Sha256.hex(onnx), LAYOUT, 4).close();
    assertThat(GoldenCheck.applies(folder)).isTrue();
    assertThat(GoldenCheck.run(folder)).isEqualTo(2);
  }

  @Test
  void aTruncatedFile() {
    byte[] onnx = constant(0.5f, 2, 1);
    refused(Arrays.copyOf(onnx, onnx.length / 2), HALF, "MODEL_UNREADABLE: bytes=.* reason=.*");
  }

  @Test
  void anInputOfAnotherWidth() {
    refused(constant(0.5f, 3, 1), HALF, "MODEL_INPUT_SHAPE: field=.*");
  }

  @Test
  void anOutputOfAnotherShape() {
    refused(constant(0.5f, 2, 2), HALF, "MODEL_INPUT_SHAPE: field=output.shape expected=.*");
  }

  @Test
  void answersThatAreNoNumbers() {
    byte[] onnx = constant(Float.NaN, 2, 1);
    refused(onnx, HALF, "MODEL_GOLDEN_MISMATCH: index=0 expected=0.500000000 got=NaN");
  }

  @Test
  void answersThatWereExpectedToBeNoNumbers() {
    byte[] onnx = constant(Float.NaN, 2, 1);
    GoldenVectors golden = new GoldenVectors(HALF.inputs(), new double[] {Double.NaN, Double.NaN});
    refused(onnx, golden, "MODEL_(GOLDEN_MISMATCH|UNREADABLE|GOLDEN_INVALID): .*");
  }

  @Test
  void aFileOfAStranger() {
    Path own = root.resolve("own.key");
    Path stranger = root.resolve("stranger.key");
    var unused = KeyFiles.generate(own);
    var unusedToo = KeyFiles.generate(stranger);
    byte[] onnx = constant(0.5f, 2, 1);
    ModelFolder folder = register(onnx, HALF, stranger);
    ModelTrust trust = ModelTrust.of(List.of(KeyFiles.publicOf(own)));
    assertThatThrownBy(() -> ScoringSession.open(folder, Sha256.hex(onnx), LAYOUT, 4, trust))
        .hasMessageStartingWith("MODEL_SIGNER_UNKNOWN: ");
    ModelTrust both = ModelTrust.of(List.of(KeyFiles.publicOf(own), KeyFiles.publicOf(stranger)));
    ScoringSession.open(folder, Sha256.hex(onnx), LAYOUT, 4, both).close();
  }
}
