package io.cryptoscalp.operators.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.event.ModelCommand;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.models.Sha256;
import io.cryptoscalp.models.onnx.LogisticModel;
import io.cryptoscalp.models.onnx.LogisticOnnx;
import io.cryptoscalp.models.registry.GoldenVectors;
import io.cryptoscalp.models.registry.ModelCard;
import io.cryptoscalp.models.registry.ModelFolder;
import io.cryptoscalp.models.registry.ModelRegistry;
import io.cryptoscalp.models.scaling.InputScaling;
import io.cryptoscalp.models.scoring.FeatureLayout;
import io.cryptoscalp.models.scoring.ScoringSession;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Registered models of known answers, their commands and snapshots to score. */
final class ModelFixture {
  static final FeatureLayout LAYOUT = new FeatureLayout("v1", List.of("a", "b", "c"));

  private final ModelRegistry registry;

  ModelFixture(Path root) {
    this(new ModelRegistry(root));
  }

  ModelFixture(ModelRegistry registry) {
    this.registry = registry;
  }

  /** A model of features a and c alone whose answer at the means is set by the bias. */
  static LogisticModel model(double bias) {
    return new LogisticModel(
        "v1",
        List.of("c", "a"),
        10_000_000_000L,
        new double[] {60_000, 0},
        new double[] {10, 1},
        8,
        new double[] {0.7, -0.3},
        bias);
  }

  /** Registers a model under a version and gives the command that activates it. */
  ModelCommand register(String version, LogisticModel model, long effectiveFromNs) {
    return register(version, model, InputScaling.RAW, null, effectiveFromNs);
  }

  /** The same for a model whose inputs are scaled before its graph. */
  ModelCommand register(
      String version,
      LogisticModel model,
      InputScaling scaling,
      byte @Nullable [] scaler,
      long effectiveFromNs) {
    byte[] onnx = LogisticOnnx.write(model, scaling);
    float[][] inputs = {{60_001, 0.5f}, {59_990, -2}, {61_000, 3}};
    double[] outputs = new double[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      outputs[i] = model.probabilityUp(inputs[i]);
    }
    ModelCard card =
        new ModelCard(
            "baseline",
            version,
            Sha256.hex(onnx),
            model.featureSet(),
            model.featureNames(),
            model.horizonNs(),
            "none",
            new TreeMap<>(),
            new TreeMap<>(),
            List.of(),
            "test",
            "Apache-2.0",
            "2026-01-01T00:00:00Z");
    ModelFolder folder = registry.register(card, onnx, new GoldenVectors(inputs, outputs), scaler);
    return command("activate-" + version, version, folder, card.sha256(), effectiveFromNs);
  }

  static ModelCommand command(
      String id, String version, ModelFolder folder, String sha256, long effectiveFromNs) {
    return new ModelCommand(
        id,
        ModelCommand.Kind.ACTIVATE,
        "baseline",
        version,
        folder.path().toUri().toString(),
        sha256,
        effectiveFromNs);
  }

  static ModelCommand deactivate(String id, String version, long effectiveFromNs) {
    return new ModelCommand(
        id, ModelCommand.Kind.DEACTIVATE, "baseline", version, "", "", effectiveFromNs);
  }

  /** A snapshot with all features valid. */
  static FeatureSnapshot snapshot(long eventTimeNs, double a, double c) {
    return snapshot(eventTimeNs, a, c, 0b111);
  }

  static FeatureSnapshot snapshot(long eventTimeNs, double a, double c, long valid) {
    return new FeatureSnapshot(
        "BTCUSDT-PERP.BINANCE",
        eventTimeNs,
        eventTimeNs + 1_000_000,
        eventTimeNs,
        "v1",
        new double[] {a, 17, c},
        new long[] {valid},
        1,
        2,
        Regime.NORMAL,
        1,
        true);
  }

  /** What the model must answer to a snapshot, rounded as predictions are. */
  static double expected(LogisticModel model, FeatureSnapshot snapshot) {
    float[] row = {(float) snapshot.values()[2], (float) snapshot.values()[0]};
    return Math.rint((float) model.probabilityUp(row) * 1e6) / 1e6;
  }

  /** Sessions that were given up are closed on the loader's thread: waits for it, at most 10 s. */
  static void assertOpen(int sessions) throws InterruptedException {
    for (int i = 0; i < 1_000 && ScoringSession.openSessions() != sessions; i++) {
      Thread.sleep(10);
    }
    assertThat(ScoringSession.openSessions()).isEqualTo(sessions);
  }
}
