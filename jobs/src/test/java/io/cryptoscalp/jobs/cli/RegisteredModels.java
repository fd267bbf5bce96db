package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.models.Sha256;
import io.cryptoscalp.models.onnx.LogisticModel;
import io.cryptoscalp.models.onnx.LogisticOnnx;
import io.cryptoscalp.models.registry.GoldenVectors;
import io.cryptoscalp.models.registry.ModelCard;
import io.cryptoscalp.models.registry.ModelFolder;
import io.cryptoscalp.models.registry.ModelRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Registers models whose files answer as their golden vectors say. */
final class RegisteredModels {
  private RegisteredModels() {}

  /**
   * Registers a version of the model {@code baseline}.
   *
   * @param bias log odds at the means, which tells one version's file from another's
   * @param warnings of its card
   */
  static ModelFolder register(
      ModelRegistry registry, String version, double bias, String... warnings) {
    LogisticModel model =
        new LogisticModel(
            "v1",
            List.of("c", "a"),
            10_000_000_000L,
            new double[] {60_000, 0},
            new double[] {10, 1},
            8,
            new double[] {0.7, -0.3},
            bias);
    byte[] onnx = LogisticOnnx.write(model);
    float[][] inputs = {{60_001, 0.5f}, {59_990, -2}, {61_000, 3}};
    double[] outputs = new double[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      outputs[i] = model.probabilityUp(inputs[i]);
    }
    ModelCard card =
        ModelCard.builder("baseline", version, Sha256.hex(onnx))
            .kind("logistic", "direction")
            .features("v1", model.featureNames())
            .horizonNs(model.horizonNs())
            .dataHash("d1")
            .hyperparameters(Map.of("l2", Double.toString(bias)))
            .metrics(Map.of("auc", 0.5 + bias / 10, "unknown", Double.NaN))
            .split("test", 1000, Map.of("auc", 0.5 + bias / 10, "log_loss", 0.69))
            .split("train", 4000, Map.of())
            .warnings(List.of(warnings))
            .made("test", "Apache-2.0", Instant.parse("2026-01-02T03:04:05Z"))
            .build();
    return registry.register(card, onnx, new GoldenVectors(inputs, outputs));
  }
}
