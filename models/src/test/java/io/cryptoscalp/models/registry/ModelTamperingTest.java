package io.cryptoscalp.models.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.Sha256;
import io.cryptoscalp.models.SyntheticMarket;
import io.cryptoscalp.models.dataset.FeatureQuery;
import io.cryptoscalp.models.dataset.LabelOptions;
import io.cryptoscalp.models.scoring.FeatureLayout;
import io.cryptoscalp.models.scoring.ScoringSession;
import io.cryptoscalp.models.training.BaselineOptions;
import io.cryptoscalp.models.training.TrainBaseline;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Is a registered version complete, and does a session notice whatever is changed in it? */
class ModelTamperingTest {
  private static final LabelOptions LABELS =
      new LabelOptions(10 * SyntheticMarket.SECOND, 0, 0, 10 * SyntheticMarket.SECOND, 0.9);

  @TempDir Path root;
  private final SyntheticMarket market = new SyntheticMarket(1000, 1.5, false, 1);
  private final FeatureLayout layout = new FeatureLayout("v1", market.names("v1"));
  private ModelFolder folder = new ModelFolder(Path.of("."));
  private ModelCard card = ModelRegistryTest.card("v0", new byte[0]);

  @BeforeEach
  void train() {
    TrainBaseline.Result result =
        TrainBaseline.run(
            market,
            new TrainBaseline.Request(
                FeatureQuery.all("v1"),
                LABELS,
                BaselineOptions.DEFAULT,
                root,
                "baseline",
                "0.1.0+test",
                "Apache-2.0",
                Instant.parse("2026-01-02T03:04:05Z"),
                0));
    folder = result.folder();
    card = result.card();
  }

  @AfterEach
  void nothingStaysOpen() {
    assertThat(ScoringSession.openSessions()).isZero();
  }

  private void write(String file, byte[] bytes) throws Exception {
    Path path = folder.path().resolve(file);
    assertThat(path.toFile().setWritable(true)).isTrue();
    Files.write(path, bytes);
  }

  private void edit(String file, String old, String changed) throws Exception {
    String text = Files.readString(folder.path().resolve(file));
    assertThat(text).contains(old);
    write(
        file,
        text.replaceFirst(java.util.regex.Pattern.quote(old), changed)
            .getBytes(StandardCharsets.UTF_8));
  }

  /** As an earlier release left it: no manifest tells of changes, other checks must. */
  private void withoutManifest() throws Exception {
    Files.delete(folder.path().resolve("manifest.json"));
  }

  private void rejected(String message) {
    assertThatThrownBy(() -> ScoringSession.open(folder, card.sha256(), layout, 1))
        .isInstanceOf(ModelException.class)
        .hasMessageMatching("(?s)" + message);
  }

  @Test
  void everyFieldOfTheCardIsFilled() throws Exception {
    for (RecordComponent field : ModelCard.class.getRecordComponents()) {
      Object value = field.getAccessor().invoke(folder.card());
      assertThat(value).as(field.getName()).isNotNull();
      if (!field.getName().equals("warnings")) {
        assertThat(value.toString()).as(field.getName()).isNotBlank().isNotIn("[]", "{}", "0");
      }
    }
    assertThat(card.metrics().values()).allMatch(Double::isFinite);
    assertThat(card.metrics())
        .containsKeys("train_rows", "test_rows", "test_auc", "test_log_loss_base", "data_rows");
    assertThat(card.hyperparameters())
        .containsKeys("algorithm", "l2", "train_fraction", "embargo_ns", "label_horizon_ns");
    assertThat(card.sha256()).isEqualTo(Sha256.hex(folder.onnx()));
    assertThat(card.createdAt()).isEqualTo("2026-01-02T03:04:05Z");
    String page = Files.readString(folder.path().resolve("card.md"));
    assertThat(page).contains(card.version(), card.dataHash(), card.licence(), card.codeVersion());
    for (Map.Entry<String, Double> metric : card.metrics().entrySet()) {
      assertThat(page).contains("| " + metric.getKey() + " | " + metric.getValue() + " |");
    }
  }

  @Test
  void filesAreReadOnlyAndTheUntouchedVersionIsAccepted() throws Exception {
    try (Stream<Path> files = Files.list(folder.path())) {
      assertThat(files.toList())
          .hasSize(5)
          .allSatisfy(
              file ->
                  assertThat(Files.getPosixFilePermissions(file).toString())
                      .doesNotContain("WRITE"));
    }
    ScoringSession.open(folder, card.sha256(), layout, 1).close();
  }

  @Test
  void anyChangedBitOfTheModelFileIsNoticed() throws Exception {
    byte[] onnx = folder.onnx();
    Random random = new Random(2);
    for (int i = 0; i < 100; i++) {
      byte[] changed = onnx.clone();
      changed[random.nextInt(onnx.length)] ^= (byte) (1 << random.nextInt(8));
      write("model.onnx", changed);
      rejected("MODEL_CHECKSUM_MISMATCH: file=.* expected=" + card.sha256() + " got=[0-9a-f]{64}");
    }
    write("model.onnx", java.util.Arrays.copyOf(onnx, onnx.length - 1));
    rejected("MODEL_CHECKSUM_MISMATCH: .*");
    write("model.onnx", new byte[0]);
    rejected("MODEL_CHECKSUM_MISMATCH: .*");
  }

  @Test
  void aTamperedCardIsNoticed() throws Exception {
    edit("card.json", "\"licence\" : \"Apache-2.0\"", "\"licence\" : \"MIT\"");
    rejected("MODEL_CHECKSUM_MISMATCH: file=.*card.json expected=[0-9a-f]{64} got=[0-9a-f]{64}");
  }

  @Test
  void aCardWithOtherInputsIsNoticed() throws Exception {
    withoutManifest();
    edit("card.json", "\"signal\"", "\"noise2\"");
    rejected("MODEL_FEATURES_MISMATCH: field=card.featureNames expected=.* got=.*noise2.*");
    for (String broken : new String[] {"{}", "null", "[1]", "{\"model\":3}"}) {
      write("card.json", broken.getBytes(StandardCharsets.UTF_8));
      rejected("MODEL_UNREADABLE: file=.*card.json reason=.*");
    }
  }

  @Test
  void otherGoldenVectorsAreNoticed() throws Exception {
    withoutManifest();
    GoldenVectors golden = folder.golden();
    double[] outputs = golden.outputs().clone();
    outputs[outputs.length - 1] += 2e-6;
    write("golden.json", new GoldenVectors(golden.inputs(), outputs).toJson());
    rejected("MODEL_GOLDEN_MISMATCH: index=" + (outputs.length - 1) + " expected=.* got=.*");
    outputs[0] = Double.NaN;
    write("golden.json", new GoldenVectors(golden.inputs(), outputs).toJson());
    rejected("MODEL_(GOLDEN_MISMATCH: index=0|UNREADABLE: file=.*golden.json) .*");
    write("golden.json", new GoldenVectors(new float[][] {{1, 2}}, new double[] {0.5}).toJson());
    rejected("MODEL_INPUT_SHAPE: field=golden.columns expected=3 got=2");
    String nulls = "{\"inputs\":[null],\"outputs\":[0.5]}";
    for (String broken : new String[] {"{\"inputs\":[],\"outputs\":[]}", "{}", "null", "", nulls}) {
      write("golden.json", broken.getBytes(StandardCharsets.UTF_8));
      rejected("MODEL_(UNREADABLE|GOLDEN_INVALID): .*");
    }
  }
}
