package io.cryptoscalp.models.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.models.Sha256;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelRegistryTest {
  private static final GoldenVectors GOLDEN =
      new GoldenVectors(new float[][] {{0.1f, 60_000.3f}}, new double[] {0.123456789});

  @TempDir Path root;

  static ModelCard card(String version, byte[] onnx) {
    TreeMap<String, Double> metrics = new TreeMap<>();
    metrics.put("auc", 0.625);
    return new ModelCard(
        "baseline",
        version,
        Sha256.hex(onnx),
        "v1",
        List.of("a", "b"),
        5,
        "hash",
        new TreeMap<>(),
        metrics,
        List.of("w"),
        "1",
        "Apache-2.0",
        "2026-01-01T00:00:00Z");
  }

  private ModelFolder register(String version) {
    byte[] onnx = version.getBytes(StandardCharsets.UTF_8);
    return new ModelRegistry(root).register(card(version, onnx), onnx, GOLDEN);
  }

  @Test
  void whatIsWrittenIsRead() throws Exception {
    ModelFolder folder = register("v1");
    assertThat(folder.onnx()).isEqualTo(new byte[] {'v', '1'});
    assertThat(folder.card()).isEqualTo(card("v1", folder.onnx()));
    assertThat(folder.golden().inputs()).isDeepEqualTo(GOLDEN.inputs());
    assertThat(folder.golden().outputs()).isEqualTo(GOLDEN.outputs());
    assertThat(Sha256.hex(folder.onnx())).isEqualTo(folder.card().sha256());
    // NIST's test vector for "abc"
    assertThat(Sha256.hex("abc".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void aVersionIsNeverOverwritten() throws Exception {
    ModelFolder folder = register("v1");
    byte[] other = {9};
    assertThatThrownBy(() -> new ModelRegistry(root).register(card("v1", other), other, GOLDEN))
        .hasMessageStartingWith("MODEL_VERSION_EXISTS: model=baseline version=v1 registry=");
    assertThat(folder.onnx()).isEqualTo(new byte[] {'v', '1'});
    try (Stream<Path> files = Files.list(root.resolve("baseline"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("v1", "_stages");
    }
  }

  @Test
  void aCardOfAnotherFileIsRefused() {
    byte[] onnx = {1};
    assertThatThrownBy(
            () -> new ModelRegistry(root).register(card("v1", onnx), new byte[] {2}, GOLDEN))
        .hasMessageStartingWith("MODEL_CHECKSUM_MISMATCH: expected=");
    assertThat(new ModelRegistry(root).versions("baseline")).isEmpty();
  }

  private static ModelStages stages(String champion, List<String> waiting, List<String> archived) {
    return new ModelStages(champion.isEmpty() ? null : champion, waiting, List.of(), archived);
  }

  @Test
  void stagesFollowRegistrationAndPromotion() {
    ModelRegistry registry = new ModelRegistry(root);
    assertThat(registry.stages("baseline")).isEqualTo(ModelStages.EMPTY);
    register("v1");
    registry.promote("baseline", "v1");
    register("v2");
    assertThat(registry.stages("baseline")).isEqualTo(stages("v1", List.of("v2"), List.of()));
    register("v3");
    registry.promote("baseline", "v3");
    assertThat(registry.stages("baseline")).isEqualTo(stages("v3", List.of("v2"), List.of("v1")));
    registry.promote("baseline", "v1"); // back again
    assertThat(registry.stages("baseline")).isEqualTo(stages("v1", List.of("v2"), List.of("v3")));
    registry.archive("baseline", "v1");
    assertThat(registry.stages("baseline"))
        .isEqualTo(stages("", List.of("v2"), List.of("v3", "v1")));
    assertThat(registry.versions("baseline")).containsExactly("v1", "v2", "v3");
    assertThat(registry.models()).containsExactly("baseline");
    assertThatThrownBy(() -> registry.promote("baseline", "v9"))
        .hasMessageStartingWith("MODEL_VERSION_UNKNOWN: model=baseline version=v9");
  }

  @Test
  void aCardOfAnEarlierReleaseIsRead() throws Exception {
    String old =
        """
        {"model":"baseline","version":"v1","sha256":"ab","featureSet":"v1","featureNames":["a"],
         "horizonNs":5,"dataHash":"h","hyperparameters":{},"metrics":{"auc":0.5},"warnings":[],
         "codeVersion":"1","licence":"Apache-2.0","createdAt":"2026-01-01T00:00:00Z"}
        """;
    ModelCard card = Json.read(old.getBytes(StandardCharsets.UTF_8), ModelCard.class);
    assertThat(card.family()).isEmpty();
    assertThat(card.opset()).isZero();
    assertThat(card.inputs()).isEmpty();
    assertThat(card.splits()).isEmpty();
    assertThat(card.lineage()).isEqualTo(Lineage.UNKNOWN);
    assertThat(Json.read(Json.write(card), ModelCard.class)).isEqualTo(card);
  }

  @Test
  void aFullCardIsReadAsItWasWritten() throws Exception {
    ModelCard card =
        ModelCard.builder("forest", "v2", "cd")
            .kind("forest", "direction")
            .features("v1", List.of("a", "b"))
            .split("test", 7, java.util.Map.of("auc", 0.625))
            .classBalance(java.util.Map.of("up", 0.25, "down", 0.75))
            .graph(
                17,
                List.of(TensorSpec.float32("features", TensorSpec.ANY, 2)),
                List.of(TensorSpec.float32("probability_up", TensorSpec.ANY)))
            .lineage(new Lineage("v1", "run-3", "clickhouse"))
            .made("1", "Apache-2.0", Instant.parse("2026-01-01T00:00:00Z"))
            .build();
    assertThat(Json.read(Json.write(card), ModelCard.class)).isEqualTo(card);
    assertThat(card.toMarkdown())
        .contains("| parent version | v1 |", "| share of up | 0.25 |", "## Metrics of test");
    assertThatThrownBy(() -> TensorSpec.float32("x", 0))
        .hasMessageStartingWith("MODEL_CARD_INVALID: tensor=x shape=[0]");
  }

  @Test
  void namesThatLeaveTheRootAreRefused() {
    ModelRegistry registry = new ModelRegistry(root);
    assertThatThrownBy(() -> registry.stages("../other"))
        .hasMessageStartingWith("MODEL_NAME_INVALID: model=../other");
    assertThatThrownBy(() -> registry.folder("baseline", ".."))
        .hasMessageStartingWith("MODEL_NAME_INVALID: version=..");
  }

  @Test
  void versionsAreNamedByTimeAndContent() {
    assertThat(
            ModelRegistry.versionName(Instant.parse("2026-11-21T06:30:51.9Z"), "0123456789abcdef"))
        .isEqualTo("20261121T063051Z-01234567");
  }
}
