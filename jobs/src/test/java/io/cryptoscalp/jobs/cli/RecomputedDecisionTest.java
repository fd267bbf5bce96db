package io.cryptoscalp.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.registry.ModelRegistry;
import io.cryptoscalp.models.registry.ModelTrust;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does a decision that is not what was stored say by which code it differs? */
class RecomputedDecisionTest {
  private static final float[] ROW = {60_004, -0.5f};
  private static final String INPUTS = "0".repeat(64);

  @TempDir private Path folder = Path.of("");

  private @Nullable ModelRegistry registry;
  private String sha256 = "";

  @BeforeEach
  void register() {
    registry = new ModelRegistry(folder);
    sha256 = RegisteredModels.register(registry, "v1", 1).card().sha256();
    RegisteredModels.register(registry, "v2", 2);
  }

  @AfterEach
  void close() {
    if (registry != null) {
      registry.close();
    }
  }

  private static double probability(double bias) {
    double odds = bias + 0.7 * (ROW[0] - 60_000) / 10 - 0.3 * ROW[1];
    return Math.rint(1e6 / (1 + Math.exp(-odds))) / 1e6;
  }

  private static StoredAnswer answer(String version, double bias, double share, String digest) {
    return new StoredAnswer(
        "baseline",
        version,
        probability(bias),
        share,
        new StoredAnswer.Inputs(digest, ROW.clone(), INPUTS, INPUTS),
        null);
  }

  private List<String> findings(double stored, StoredAnswer... answers) {
    StoredDecision decision =
        new StoredDecision(
            "X",
            1,
            1,
            "BUY MARKET 1: why",
            answers.length == 1 ? "baseline" : "ensemble",
            stored,
            List.of(answers),
            null,
            Map.of());
    ModelRegistry open = registry;
    assertThat(open).isNotNull();
    return open == null
        ? List.of()
        : RecomputedDecision.of(decision, open, ModelTrust.ANYONE, 0).findings();
  }

  @Test
  void whatWasStoredComesOutWithoutFindings() {
    assertThat(findings(probability(1), answer("v1", 1, 1, sha256))).isEmpty();
  }

  @Test
  void anotherFileUnderTheVersionIsAChangedModel() {
    String other = "f".repeat(64);
    assertThat(findings(probability(1), answer("v1", 1, 1, other)))
        .containsExactly(
            "MODEL_CHANGED: model=baseline version=v1 stored=" + other + " got=" + sha256);
  }

  @Test
  void answersThatDoNotGiveTheDecisionAreSaidToDiffer() {
    String second = registryDigest("v2");
    double together =
        1 / (1 + Math.exp(-(0.25 * odds(probability(1)) + 0.75 * odds(probability(2)))));
    assertThat(findings(together, answer("v1", 1, 0.25, sha256), answer("v2", 2, 0.75, second)))
        .isEmpty();
    // the same answers with the shares of another time
    assertThat(findings(together, answer("v1", 1, 0.75, sha256), answer("v2", 2, 0.25, second)))
        .singleElement()
        .asString()
        .startsWith("DECISION_DIFFERS: stored=" + together + " got=");
  }

  @Test
  void changedInputsAreTold() {
    StoredAnswer.Inputs changed =
        new StoredAnswer.Inputs(sha256, new float[] {60_004, 0.5f}, INPUTS, "1".repeat(64));
    assertThat(
            findings(
                probability(1),
                new StoredAnswer("baseline", "v1", probability(1), 1, changed, null)))
        .hasSize(3)
        .satisfiesExactly(
            first -> assertThat(first).startsWith("INPUTS_CHANGED: "),
            second -> assertThat(second).startsWith("ANSWER_DIFFERS: "),
            third -> assertThat(third).startsWith("DECISION_DIFFERS: "));
  }

  @Test
  void aFileThatWasExchangedInTheRegistryIsRefused() throws Exception {
    Path file = folder.resolve("baseline/v1/model.onnx");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    Files.copy(
        folder.resolve("baseline/v2/model.onnx"),
        file,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThatThrownBy(() -> findings(probability(1), answer("v1", 1, 1, sha256)))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith("MODEL_CHECKSUM_MISMATCH");
  }

  private static double odds(double probability) {
    return Math.log(probability / (1 - probability));
  }

  private String registryDigest(String version) {
    ModelRegistry open = registry;
    return open == null ? "" : open.folder("baseline", version).card().sha256();
  }
}
