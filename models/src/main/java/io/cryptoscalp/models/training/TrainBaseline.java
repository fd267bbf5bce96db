package io.cryptoscalp.models.training;

import io.cryptoscalp.engine.event.ModelCommand;
import io.cryptoscalp.engine.scaling.ScalerOptions;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.Sha256;
import io.cryptoscalp.models.dataset.FeatureQuery;
import io.cryptoscalp.models.dataset.FeatureSource;
import io.cryptoscalp.models.dataset.LabelOptions;
import io.cryptoscalp.models.dataset.TrainingSet;
import io.cryptoscalp.models.dataset.TrainingSetBuilder;
import io.cryptoscalp.models.explain.FileExplainer;
import io.cryptoscalp.models.onnx.LogisticModel;
import io.cryptoscalp.models.onnx.LogisticOnnx;
import io.cryptoscalp.models.registry.ControlJson;
import io.cryptoscalp.models.registry.GoldenVectors;
import io.cryptoscalp.models.registry.Lineage;
import io.cryptoscalp.models.registry.ModelCard;
import io.cryptoscalp.models.registry.ModelFolder;
import io.cryptoscalp.models.registry.ModelRegistry;
import io.cryptoscalp.models.registry.TensorSpec;
import io.cryptoscalp.models.scaling.InputScaling;
import io.cryptoscalp.models.scaling.OnlineScaledSource;
import io.cryptoscalp.models.scaling.ScalerModelJson;
import io.cryptoscalp.models.scoring.FeatureLayout;
import io.cryptoscalp.models.scoring.OnnxModel;
import io.cryptoscalp.models.scoring.ScoringSession;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The whole run of the baseline: stored features to a labelled set, a fitted model, an ONNX file
 * that answers as the Java model does, a card, a registered version that a scoring session accepts,
 * and the command that activates it.
 */
public final class TrainBaseline {
  private static final double EXPORT_TOLERANCE = 1e-6;
  private static final int GOLDEN_ROWS = 16;

  private TrainBaseline() {}

  /**
   * What to run.
   *
   * @param query which stored features
   * @param labels how to label them
   * @param options how to fit
   * @param registry root folder of the registry
   * @param model name to register under, {@code baseline}
   * @param codeVersion version of the code, for the card
   * @param licence licence of the model file, for the card
   * @param createdAt now; names the version
   * @param effectiveFromNs venue time from which to score with it; 0 = at once
   * @param online how the job scales its vectors online, to be replayed over the stored ones; null
   *     trains on what is stored
   */
  public record Request(
      FeatureQuery query,
      LabelOptions labels,
      BaselineOptions options,
      Path registry,
      String model,
      String codeVersion,
      String licence,
      Instant createdAt,
      long effectiveFromNs,
      @Nullable ScalerOptions online) {
    /** Refuses two scalers. */
    public Request {
      if (online != null && options.scaler() != null) {
        throw new ModelException(
            "TRAINING_OPTION_INVALID",
            "scaler=" + options.scaler().id() + " online=" + online.describe());
      }
    }

    /** On the vectors as they are stored. */
    public Request(
        FeatureQuery query,
        LabelOptions labels,
        BaselineOptions options,
        Path registry,
        String model,
        String codeVersion,
        String licence,
        Instant createdAt,
        long effectiveFromNs) {
      this(
          query,
          labels,
          options,
          registry,
          model,
          codeVersion,
          licence,
          createdAt,
          effectiveFromNs,
          null);
    }
  }

  /**
   * What came of it.
   *
   * @param card the card as registered
   * @param folder the version's folder
   * @param train figures on the training part
   * @param test figures on the held-out part
   * @param exportError largest difference of the ONNX file from the Java model on held-out rows
   * @param command the command that activates the version
   * @param commandJson the same as a message for the control topic
   */
  public record Result(
      ModelCard card,
      ModelFolder folder,
      BinaryMetrics train,
      BinaryMetrics test,
      double exportError,
      ModelCommand command,
      String commandJson) {}

  /**
   * Runs it.
   *
   * @throws ModelException coded, for every reason a model cannot be made; nothing is registered
   *     then
   */
  public static Result run(FeatureSource source, Request request) {
    try (ModelRegistry registry = new ModelRegistry(request.registry())) {
      return run(source, request, registry);
    }
  }

  /**
   * Runs it with a registry that is open.
   *
   * @param registry in place of the request's folder
   */
  public static Result run(FeatureSource source, Request request, ModelRegistry registry) {
    ScalerOptions online = request.online();
    FeatureSource scaled = online == null ? source : new OnlineScaledSource(source, online);
    TrainingSet data = TrainingSetBuilder.read(scaled, request.query(), request.labels());
    BaselineTrainer.Fit fit = new BaselineTrainer(request.options()).fit(data);
    byte @Nullable [] scaler = fit.scaler() == null ? null : ScalerModelJson.write(fit.scaler());
    InputScaling scaling = InputScaling.RAW;
    if (online != null) {
      scaling = InputScaling.online(online);
    } else if (scaler != null) {
      scaling = InputScaling.frozen(Sha256.hex(scaler));
    }
    byte[] onnx = LogisticOnnx.write(fit.model(), scaling, background(fit));
    double exportError = checkExport(onnx, fit.model(), fit.testSet().features());
    ModelCard card = card(request, data, fit, onnx, scaling, exportError);
    GoldenVectors golden = golden(fit.model(), fit.testSet().features());
    ModelFolder folder = registry.register(card, onnx, golden, scaler);
    // the same door that a worker goes through
    FeatureLayout layout =
        new FeatureLayout(
            data.featureSet(),
            source.names(data.featureSet()),
            online == null ? "" : online.describe());
    ScoringSession.open(folder, card.sha256(), layout, 1).close();
    ModelCommand command = folder.activation(card, request.effectiveFromNs());
    return new Result(
        card,
        folder,
        fit.train(),
        fit.test(),
        exportError,
        command,
        new String(ControlJson.encode(command), StandardCharsets.UTF_8));
  }

  /** What the file's answers are explained against. */
  private static SortedMap<String, String> background(BaselineTrainer.Fit fit) {
    StringJoiner means = new StringJoiner(",");
    for (double mean : fit.background()) {
      means.add(Double.toString(mean));
    }
    return new TreeMap<>(Map.of(FileExplainer.BACKGROUND, means.toString()));
  }

  /** Largest difference of an ONNX file from its Java model; refuses one above 1e-6. */
  static double checkExport(byte[] onnx, LogisticModel model, float[][] rows) {
    double worst = 0;
    double[] exported;
    try (OnnxModel loaded = OnnxModel.load(onnx)) {
      exported = loaded.score(rows);
    }
    for (int i = 0; i < rows.length; i++) {
      double expected = model.probabilityUp(rows[i]);
      double error = Math.abs(exported[i] - expected);
      if (!(error <= EXPORT_TOLERANCE)) {
        throw new ModelException(
            "MODEL_EXPORT_MISMATCH",
            String.format(Locale.ROOT, "row=%d expected=%.9f got=%.9f", i, expected, exported[i]));
      }
      worst = Math.max(worst, error);
    }
    return worst;
  }

  /** Held-out rows evenly spread, then rows at and far outside the training range. */
  private static GoldenVectors golden(LogisticModel model, float[][] rows) {
    int taken = Math.min(GOLDEN_ROWS, rows.length);
    int columns = model.featureNames().size();
    float[][] inputs = new float[taken + 3][columns];
    for (int i = 0; i < taken; i++) {
      inputs[i] = rows[(int) ((long) i * rows.length / taken)];
    }
    for (int c = 0; c < columns; c++) {
      inputs[taken][c] = (float) model.mean()[c];
      inputs[taken + 1][c] = (float) (model.mean()[c] + 100 * model.scale()[c]);
      inputs[taken + 2][c] = (float) (model.mean()[c] - model.scale()[c] / 3);
    }
    double[] outputs = new double[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      outputs[i] = model.probabilityUp(inputs[i]);
    }
    return new GoldenVectors(inputs, outputs);
  }

  private static ModelCard card(
      Request request,
      TrainingSet data,
      BaselineTrainer.Fit fit,
      byte[] onnx,
      InputScaling scaling,
      double exportError) {
    String digest = Sha256.hex(onnx);
    SortedMap<String, String> settings = new TreeMap<>(request.options().byName());
    LabelOptions labels = request.labels();
    settings.put("label_horizon_ns", Long.toString(labels.horizonNs()));
    settings.put("label_tolerance_ns", Long.toString(labels.toleranceNs()));
    settings.put("label_min_return", Double.toString(labels.minReturn()));
    settings.put("label_spacing_ns", Long.toString(labels.spacingNs()));
    settings.put("input_scaling", scaling.text());
    settings.put("feature_min_validity", Double.toString(labels.minValidity()));
    SortedMap<String, Double> metrics = new TreeMap<>(fit.train().byName("train_"));
    metrics.putAll(fit.test().byName("test_"));
    metrics.put("data_rows", (double) data.rows());
    metrics.put("export_max_difference", exportError);
    double up = fit.train().upShare();
    String version = ModelRegistry.versionName(request.createdAt(), digest);
    return ModelCard.builder(request.model(), version, digest)
        .kind("logistic", "direction")
        .features(data.featureSet(), fit.model().featureNames())
        .horizonNs(labels.horizonNs())
        .dataHash(data.hash())
        .hyperparameters(settings)
        .metrics(metrics)
        .split("train", fit.train().rows(), fit.train().byName(""))
        .split("test", fit.test().rows(), fit.test().byName(""))
        .classBalance(Map.of("up", up, "down", 1 - up))
        .graph(
            LogisticOnnx.OPSET,
            List.of(
                TensorSpec.float32(
                    LogisticOnnx.INPUT, TensorSpec.ANY, fit.model().featureNames().size())),
            List.of(TensorSpec.float32(LogisticOnnx.OUTPUT, TensorSpec.ANY)))
        .lineage(new Lineage(null, request.model() + "-" + request.createdAt(), ""))
        .warnings(fit.warnings())
        .made(request.codeVersion(), request.licence(), request.createdAt())
        .build();
  }
}
