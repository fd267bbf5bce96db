package io.cryptoscalp.models.training;

import io.cryptoscalp.engine.neighbours.NeighbourOptions;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.Sha256;
import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.dataset.DatasetSplits;
import io.cryptoscalp.models.evaluation.Contender;
import io.cryptoscalp.models.explain.GlobalExplanation;
import io.cryptoscalp.models.family.Hyperparameters;
import io.cryptoscalp.models.family.ModelFamily;
import io.cryptoscalp.models.family.ModelInput;
import io.cryptoscalp.models.family.TrainedModel;
import io.cryptoscalp.models.family.TrainingRun;
import io.cryptoscalp.models.onnx.LogisticOnnx;
import io.cryptoscalp.models.onnx.OnnxGraph;
import io.cryptoscalp.models.onnx.OnnxHeader;
import io.cryptoscalp.models.registry.Lineage;
import io.cryptoscalp.models.registry.ModelCard;
import io.cryptoscalp.models.registry.ModelFolder;
import io.cryptoscalp.models.registry.ModelRegistry;
import io.cryptoscalp.models.registry.TensorSpec;
import io.cryptoscalp.models.scoring.InputBounds;
import io.cryptoscalp.models.scoring.RowShape;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Trains the model of a family that is registered: on the first seventy hundredths of the time,
 * stopped and calibrated by the next fifteen and judged by the rest, so that the card has figures
 * of this very file beside those of the walk-forward. The file must answer as the trainer does.
 */
public final class FamilyTraining {
  private static final double TRAIN = 0.7;
  private static final double VALIDATION = 0.15;
  private static final int DEPENDENCES = 4;

  private FamilyTraining() {}

  /**
   * What to make.
   *
   * @param embargoNs distance of the parts, ns
   * @param horizonNs how far ahead labels look at most, ns
   * @param stepNs distance of the steps of a sequence, ns; 0 when every row is a step
   * @param codeVersion version of the code, for the card
   * @param licence licence of the file, for the card
   * @param createdAt now; names the version
   * @param source what the rows were read from, for the card
   */
  public record Request(
      long embargoNs,
      long horizonNs,
      long stepNs,
      String codeVersion,
      String licence,
      Instant createdAt,
      String source) {}

  /**
   * What came of it.
   *
   * @param family id
   * @param folder the registered version
   * @param card its card
   * @param exportError largest difference of file and trainer over the held-out rows
   * @param global what it goes by; null where that is not known exactly
   */
  public record Result(
      String family,
      ModelFolder folder,
      ModelCard card,
      double exportError,
      @Nullable GlobalExplanation global) {}

  /**
   * Trains, exports, compares and registers.
   *
   * @param judged the family's row of the walk-forward; null when there was none
   * @throws ModelException coded; nothing is registered then
   */
  public static Result run(
      ModelFamily family,
      Hyperparameters settings,
      Dataset data,
      TrainingRun run,
      @Nullable Contender judged,
      ModelRegistry registry,
      Request request) {
    DatasetSplits.Split split = split(data, request);
    try (TrainedModel model = family.train(split.train(), split.validation(), settings, run)) {
      byte[] onnx = model.onnx(header(model, split.train(), request));
      ExportCheck.Found found = ExportCheck.of(onnx, model, split.test());
      ModelCard card = card(family, settings, data, split, model, found, onnx, judged, request);
      ModelFolder folder = registry.register(card, onnx, found.golden());
      return new Result(
          family.id(),
          folder,
          card,
          found.worst(),
          GlobalExplanation.of(model, split.test(), DEPENDENCES));
    }
  }

  /**
   * The parts that a model to be registered learns from, stops by and is judged on.
   *
   * @throws ModelException {@code TRAINING_TOO_FEW_ROWS} when nothing is left to judge on
   */
  static DatasetSplits.Split split(Dataset data, Request request) {
    DatasetSplits.Split split = DatasetSplits.single(data, TRAIN, VALIDATION, request.embargoNs());
    if (split.test().size() == 0) {
      throw new ModelException("TRAINING_TOO_FEW_ROWS", "test=0 examples=" + data.size());
    }
    return split;
  }

  /** What the file says of itself, the ranges of the rows it learnt from among it. */
  private static OnnxHeader header(TrainedModel model, Dataset data, Request request) {
    SortedMap<String, String> extra = new TreeMap<>();
    extra.put(InputBounds.KEY, InputBounds.text(data.vectors()));
    NeighbourOptions neighbours = data.neighbourOptions();
    if (neighbours != null && model.input() == ModelInput.VECTOR_AND_NEIGHBOURS) {
      extra.put(OnnxHeader.NEIGHBOUR_OPTIONS, neighbours.text());
    }
    return new OnnxHeader(
        model.family(),
        OnnxHeader.Task.DIRECTION,
        data.featureSet(),
        data.featureNames(),
        data.steps(),
        request.stepNs(),
        request.horizonNs(),
        extra);
  }

  private static ModelCard card(
      ModelFamily family,
      Hyperparameters settings,
      Dataset data,
      DatasetSplits.Split split,
      TrainedModel model,
      ExportCheck.Found found,
      byte[] onnx,
      @Nullable Contender judged,
      Request request) {
    String digest = Sha256.hex(onnx);
    double up = (double) split.train().upCount() / split.train().size();
    BinaryMetrics test = figures(model, split.test(), up);
    SortedMap<String, Double> metrics = new TreeMap<>(test.byName("test_"));
    metrics.putAll(model.figures());
    metrics.put("export_max_difference", found.worst());
    List<String> warnings = new ArrayList<>();
    if (judged != null) {
      warnings.addAll(warnings(judged));
    } else if (!test.hasSkill()) {
      warnings.add(noSkill(test, test.aucError()));
    }
    RowShape shape = found.shape();
    return ModelCard.builder(
            family.id(), ModelRegistry.versionName(request.createdAt(), digest), digest)
        .kind(family.id(), "direction")
        .features(data.featureSet(), data.featureNames())
        .horizonNs(request.horizonNs())
        .dataHash(data.hash())
        .hyperparameters(settings.byName())
        .metrics(metrics)
        .split("train", split.train().size(), Map.of())
        .split("validation", split.validation().size(), Map.of())
        .split("test", split.test().size(), test.byName(""))
        .split("walk_forward", rows(judged), walkForward(judged))
        .classBalance(Map.of("up", up, "down", 1 - up))
        .graph(
            OnnxGraph.OPSET,
            inputs(shape),
            List.of(TensorSpec.float32(LogisticOnnx.OUTPUT, TensorSpec.ANY)))
        .lineage(new Lineage(null, "train-" + request.createdAt(), request.source()))
        .warnings(warnings)
        .made(request.codeVersion(), request.licence(), request.createdAt())
        .build();
  }

  private static BinaryMetrics figures(TrainedModel model, Dataset test, double base) {
    float[] answers = model.predict(test);
    double[] forecasts = new double[answers.length];
    boolean[] up = new boolean[answers.length];
    for (int i = 0; i < answers.length; i++) {
      forecasts[i] = answers[i];
      up[i] = test.up(i);
    }
    return BinaryMetrics.of(forecasts, up, base);
  }

  private static List<String> warnings(Contender judged) {
    return judged.metrics().hasSkill()
        ? List.of()
        : List.of(noSkill(judged.metrics().basic(), judged.metrics().aucError()));
  }

  private static String noSkill(BinaryMetrics of, double aucError) {
    return String.format(
        Locale.ROOT,
        ModelCard.NO_SKILL + ": auc=%.4f standardError=%.4f logLoss=%.6f baseLogLoss=%.6f",
        of.auc(),
        aucError,
        of.logLoss(),
        of.baseLogLoss());
  }

  private static int rows(@Nullable Contender judged) {
    return judged == null ? 0 : judged.forecasts().length;
  }

  private static SortedMap<String, Double> walkForward(@Nullable Contender judged) {
    SortedMap<String, Double> figures = new TreeMap<>();
    if (judged != null) {
      figures.putAll(judged.metrics().basic().byName(""));
      figures.put("auc_standard_error", judged.metrics().aucError());
      figures.put("mcc", judged.metrics().mcc());
      figures.put("trades", (double) judged.trading().trades());
      figures.put("net_return", judged.trading().net());
      figures.put("max_drawdown", judged.trading().maxDrawdown());
      figures.put("sharpe", judged.trading().sharpe());
    }
    return figures;
  }

  private static List<TensorSpec> inputs(RowShape shape) {
    List<TensorSpec> inputs = new ArrayList<>();
    if (shape.vector() > 0) {
      inputs.add(TensorSpec.float32(OnnxHeader.FEATURES, TensorSpec.ANY, shape.vector()));
    }
    if (shape.steps() > 0) {
      inputs.add(
          TensorSpec.float32(OnnxHeader.SEQUENCE, TensorSpec.ANY, shape.steps(), shape.columns()));
    }
    if (shape.regimes() > 0) {
      inputs.add(TensorSpec.float32(OnnxHeader.REGIME, TensorSpec.ANY, shape.regimes()));
    }
    int neighbours = shape.neighbours();
    if (neighbours > 0) {
      inputs.add(
          TensorSpec.float32(OnnxHeader.NEIGHBOURS, TensorSpec.ANY, neighbours, shape.vector()));
      inputs.add(TensorSpec.float32(OnnxHeader.EDGES, TensorSpec.ANY, neighbours, RowShape.EDGE));
    }
    return inputs;
  }
}
