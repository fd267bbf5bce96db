package io.cryptoscalp.models.training;

import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.Sha256;
import io.cryptoscalp.models.candles.Candle;
import io.cryptoscalp.models.candles.CandleFeatures;
import io.cryptoscalp.models.candles.CandleFile;
import io.cryptoscalp.models.evaluation.EvaluationOptions;
import io.cryptoscalp.models.evaluation.patterns.PatternFigures;
import io.cryptoscalp.models.family.Hyperparameters;
import io.cryptoscalp.models.family.TrainingRun;
import io.cryptoscalp.models.family.chart.ChartExamples;
import io.cryptoscalp.models.family.chart.ChartFamily;
import io.cryptoscalp.models.family.chart.ChartImage;
import io.cryptoscalp.models.family.chart.ChartPattern;
import io.cryptoscalp.models.family.chart.SyntheticCharts;
import io.cryptoscalp.models.family.chart.TrainedChart;
import io.cryptoscalp.models.onnx.OnnxGraph;
import io.cryptoscalp.models.onnx.OnnxHeader;
import io.cryptoscalp.models.registry.Lineage;
import io.cryptoscalp.models.registry.ModelCard;
import io.cryptoscalp.models.registry.ModelFolder;
import io.cryptoscalp.models.registry.ModelRegistry;
import io.cryptoscalp.models.registry.TensorSpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * Trains the network of chart pictures on synthetic charts and recorded candles, judges it on later
 * candles against the detectors' classes, exports and registers it. The parts are cut by time, 64
 * bars and the embargo apart, so that no picture shares a bar with one of another part.
 */
public final class ChartTraining {
  private static final double TRAIN = 0.55;
  private static final double VALIDATION = 0.15;
  private static final int SYNTHETIC_BARS = 80_000;

  private final ChartExamples train = new ChartExamples();
  private final ChartExamples validation = new ChartExamples();
  private final ChartExamples test = new ChartExamples();
  private final int synthetic;
  private final long intervalNs;
  private final EvaluationOptions options;

  /**
   * What came of it.
   *
   * @param figures on the test part
   * @param examples the test part
   * @param answers probabilities of the classes of each picture of it
   * @param folder the registered version
   * @param card its card
   * @param exportError largest difference of file and trainer
   * @param seconds to train
   */
  public record Result(
      PatternFigures figures,
      ChartExamples examples,
      float[][] answers,
      ModelFolder folder,
      ModelCard card,
      double exportError,
      double seconds) {}

  /**
   * Draws the pictures; trains nothing yet.
   *
   * @param candles by instrument, all of one interval
   * @param seed of the synthetic charts
   * @throws ModelException {@code EVALUATION_TOO_FEW_ROWS} when a part shows no picture
   */
  public ChartTraining(
      SortedMap<String, CandleFile> candles,
      long intervalNs,
      EvaluationOptions options,
      long seed) {
    this.intervalNs = intervalNs;
    this.options = options;
    train.add(
        CandleFeatures.INSTRUMENT,
        "synthetic",
        SyntheticCharts.bars(CandleFeatures.INSTRUMENT, SYNTHETIC_BARS, seed),
        Long.MIN_VALUE,
        Long.MAX_VALUE);
    synthetic = train.size();
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (CandleFile file : candles.values()) {
      List<Candle> of = file.candles();
      first = Math.min(first, of.get(0).openTimeNs());
      last = Math.max(last, of.get(of.size() - 1).openTimeNs() + intervalNs + 1);
    }
    long apart = ChartImage.WIDTH * intervalNs + options.embargoNs();
    long middle = first + (long) ((last - first) * TRAIN);
    long end = first + (long) ((last - first) * (TRAIN + VALIDATION));
    for (Map.Entry<String, CandleFile> entry : candles.entrySet()) {
      List<Bar> bars = bars(entry.getKey(), entry.getValue());
      String id = entry.getKey();
      train.add(CandleFeatures.INSTRUMENT, id, bars, first, middle);
      validation.add(CandleFeatures.INSTRUMENT, id, bars, middle + apart, end);
      test.add(CandleFeatures.INSTRUMENT, id, bars, end + apart, last);
    }
    if (validation.size() == 0 || test.size() == 0) {
      throw new ModelException(
          "EVALUATION_TOO_FEW_ROWS",
          "pictures train="
              + train.size()
              + " validation="
              + validation.size()
              + " test="
              + test.size());
    }
  }

  private List<Bar> bars(String id, CandleFile file) {
    List<Bar> bars = new ArrayList<>();
    for (Candle candle : file.candles()) {
      bars.add(
          new Bar(
              id,
              "time-1m",
              candle.openTimeNs(),
              candle.openTimeNs() + intervalNs,
              CandleFeatures.INSTRUMENT.scalePrice(candle.open()),
              CandleFeatures.INSTRUMENT.scalePrice(candle.high()),
              CandleFeatures.INSTRUMENT.scalePrice(candle.low()),
              CandleFeatures.INSTRUMENT.scalePrice(candle.close()),
              candle.volume(),
              candle.volume() * candle.close(),
              0,
              1,
              bars.size()));
    }
    return bars;
  }

  /** What will be done, for people. */
  public String plan() {
    return String.format(
        Locale.ROOT,
        "learns from %d pictures (%d synthetic), validates on %d, judges %d",
        train.size(),
        synthetic,
        validation.size(),
        test.size());
  }

  /**
   * Trains, judges, exports, compares and registers.
   *
   * @throws ModelException coded; nothing is registered then
   */
  public Result run(
      Hyperparameters settings,
      TrainingRun run,
      ModelRegistry registry,
      FamilyTraining.Request request,
      LongSupplier nanoTime) {
    long from = nanoTime.getAsLong();
    TrainedChart trained = new ChartFamily().train(train, validation, settings, run);
    double seconds = (nanoTime.getAsLong() - from) / 1e9;
    byte[] onnx = trained.onnx(header());
    float[][] answers = trained.predict(test);
    float[][] rows = new float[Math.min(256, test.size())][];
    Arrays.setAll(rows, test::image);
    SeveralAnswers.Found found = SeveralAnswers.of(onnx, rows, Arrays.copyOf(answers, rows.length));
    PatternFigures figures = PatternFigures.of(test, answers, train.counts(), options.clusterNs());
    ModelCard card = card(settings, trained, onnx, found, figures, request);
    ModelFolder folder = registry.register(card, onnx, found.golden());
    return new Result(figures, test, answers, folder, card, found.worst(), seconds);
  }

  private OnnxHeader header() {
    return new OnnxHeader(
        ChartFamily.ID,
        OnnxHeader.Task.PATTERN,
        "",
        List.of(),
        ChartImage.WIDTH,
        intervalNs,
        0,
        new TreeMap<>());
  }

  private ModelCard card(
      Hyperparameters settings,
      TrainedChart trained,
      byte[] onnx,
      SeveralAnswers.Found found,
      PatternFigures figures,
      FamilyTraining.Request request) {
    String digest = Sha256.hex(onnx);
    SortedMap<String, Double> metrics = new TreeMap<>(trained.figures());
    metrics.put("export_max_difference", found.worst());
    SortedMap<String, Double> judged = new TreeMap<>();
    judged.put("log_loss", figures.logLoss());
    judged.put("log_loss_base", figures.baseLogLoss());
    judged.put("accuracy", figures.accuracy());
    judged.put("accuracy_base", figures.baseAccuracy());
    SortedMap<String, Double> balance = new TreeMap<>();
    int[] counts = train.counts();
    for (ChartPattern pattern : ChartPattern.values()) {
      balance.put(
          pattern.name().toLowerCase(Locale.ROOT), (double) counts[pattern.index()] / train.size());
    }
    List<String> warnings =
        figures.hasSkill()
            ? List.of()
            : List.of(
                String.format(
                    Locale.ROOT,
                    ModelCard.NO_SKILL + ": logLoss=%.5f baseLogLoss=%.5f gainError=%.5f",
                    figures.logLoss(),
                    figures.baseLogLoss(),
                    figures.gainError()));
    return ModelCard.builder(
            ChartFamily.ID, ModelRegistry.versionName(request.createdAt(), digest), digest)
        .kind(ChartFamily.ID, "pattern")
        .features("", List.of())
        .horizonNs(0)
        .dataHash(Sha256.hex((train.hash() + validation.hash()).getBytes(StandardCharsets.UTF_8)))
        .hyperparameters(settings.byName())
        .metrics(metrics)
        .split("train", train.size(), Map.of("synthetic", (double) synthetic))
        .split("validation", validation.size(), Map.of())
        .split("test", test.size(), judged)
        .classBalance(balance)
        .graph(
            OnnxGraph.OPSET,
            List.of(
                TensorSpec.float32(
                    TrainedChart.INPUT,
                    TensorSpec.ANY,
                    ChartImage.LAYERS,
                    ChartImage.HEIGHT,
                    ChartImage.WIDTH)),
            List.of(
                TensorSpec.float32(
                    TrainedChart.OUTPUT, TensorSpec.ANY, ChartPattern.values().length)))
        .lineage(new Lineage(null, "train-" + request.createdAt(), request.source()))
        .warnings(warnings)
        .made(request.codeVersion(), request.licence(), request.createdAt())
        .build();
  }
}
