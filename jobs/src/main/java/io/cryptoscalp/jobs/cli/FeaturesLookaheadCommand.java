package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.engine.features.FeatureCatalogue;
import io.cryptoscalp.engine.features.FeatureOptions;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.pipeline.PipelineOptions;
import io.cryptoscalp.gateway.publish.MessageSource;
import io.cryptoscalp.gateway.replay.Recording;
import io.cryptoscalp.jobs.proof.CandleRun;
import io.cryptoscalp.jobs.proof.ChangedFuture;
import io.cryptoscalp.jobs.proof.FeatureTally;
import io.cryptoscalp.jobs.proof.FrameRun;
import io.cryptoscalp.jobs.proof.LookaheadProof;
import io.cryptoscalp.jobs.proof.LookaheadReport;
import io.cryptoscalp.jobs.trading.EngineParts;
import io.cryptoscalp.jobs.trading.TradingJobConfig;
import io.cryptoscalp.models.candles.Candle;
import io.cryptoscalp.models.candles.CandleFile;
import io.cryptoscalp.operators.cross.CrossRoutes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.flink.util.function.SerializableSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Proves that no feature depends on what comes after it. */
@Command(
    name = "lookahead",
    description =
        "Prove that no feature looks ahead: at cuts of the input, runs that get nothing more and"
            + " runs that get another future must give the same vectors before the cut, bit for"
            + " bit, as a run over the whole.")
final class FeaturesLookaheadCommand implements Callable<Integer> {
  private static final long MINUTE_NS = 60_000_000_000L;
  private static final int SHOWN = 20;

  @ParentCommand private FeaturesCommand features = new FeaturesCommand();

  @Option(
      names = "--input",
      paramLabel = "PATH",
      description = "Recorded frames: a file, or a folder with everything below it.")
  private @Nullable Path input;

  @Option(
      names = "--candles",
      paramLabel = "FILE",
      description =
          "In place of frames: CSV lines (open time, open, high, low, close, volume) or klines as"
              + " JSON arrays, plain or .gz.")
  private @Nullable Path candles;

  @Option(
      names = "--features",
      split = ",",
      paramLabel = "TERM",
      description =
          "Features as in job.trading.features (default: @all; on candles of a minute and longer"
              + " without the 1s and 5s timeframes).")
  private List<String> select = new ArrayList<>();

  @Option(names = "--cuts", description = "Moments to cut at (default: ${DEFAULT-VALUE}).")
  private int cuts = 3;

  @Override
  public Integer call() throws IOException {
    Path frames = input;
    Path file = candles;
    if ((frames == null) == (file == null)) {
      throw new CliException(ExitCodes.USAGE, "Give --input or --candles.");
    }
    if (cuts < 1 || cuts > 100) {
      throw new CliException(ExitCodes.USAGE, "--cuts is from 1 to 100.");
    }
    return file != null ? onCandles(file) : onFrames(frames == null ? Path.of(".") : frames);
  }

  private int onFrames(Path path) throws IOException {
    Main main = features.main();
    Map<String, String> job = new TreeMap<>(main.settings().job(Settings.TRADING_PREFIX));
    job.put("features", select.isEmpty() ? "@all" : String.join(",", select));
    EngineParts parts = new EngineParts(TradingJobConfig.fromMap(job));
    InstrumentCatalogue instruments = parts.catalogue().get();
    PipelineOptions options = parts.pipelines().get();
    SerializableSupplier<CrossRoutes> routing = parts.crossRoutes();
    CrossRoutes routes = routing == null ? null : routing.get();
    FeatureCatalogue catalogue = FeatureCatalogue.of(options.features());
    long frames = 0;
    try (MessageSource source = Recording.open(path, null, FeaturesLookaheadCommand::report)) {
      while (source.next() != null) {
        frames++;
      }
    }
    var proof =
        new LookaheadProof<>(
            catalogue.size(), () -> new FrameRun(instruments, options, routes), ChangedFuture::of);
    try (MessageSource source = Recording.open(path, null, line -> {})) {
      return print(proof.run(source::next, cuts(frames)), catalogue);
    }
  }

  private int onCandles(Path path) throws IOException {
    CandleFile file = CandleFile.read(path);
    List<String> terms = select;
    if (terms.isEmpty()) {
      terms =
          file.intervalNs() < MINUTE_NS
              ? List.of("@all")
              : List.of("@all", "-timeframe:1s", "-timeframe:5s");
    }
    FeatureOptions options = FeatureOptions.defaults().withSelect(terms);
    FeatureCatalogue catalogue = FeatureCatalogue.of(options);
    var proof =
        new LookaheadProof<>(
            catalogue.size(), () -> new CandleRun(options, file.intervalNs()), ChangedFuture::of);
    Iterator<Candle> all = file.candles().iterator();
    LookaheadReport report =
        proof.run(() -> all.hasNext() ? all.next() : null, cuts(file.candles().size()));
    return print(report, catalogue);
  }

  /** Cuts the input into parts of equal length. */
  private long[] cuts(long events) {
    if (events <= cuts) {
      throw new IllegalArgumentException(
          "PROOF_INPUT_TOO_SHORT: events=" + events + " cuts=" + cuts);
    }
    long[] numbers = new long[cuts];
    for (int i = 0; i < cuts; i++) {
      numbers[i] = events * (i + 1) / (cuts + 1);
    }
    return numbers;
  }

  private int print(LookaheadReport report, FeatureCatalogue catalogue) {
    Main main = features.main();
    Map<Integer, List<String>> rows = new TreeMap<>();
    for (LookaheadReport.Trial trial : report.trials()) {
      for (FeatureTally.Row row : trial.before().differences()) {
        rows.putIfAbsent(row.position(), line(catalogue, trial, row));
        ObjectNode node = Proofs.json(row, catalogue, "whole", "cut");
        main.emit(node.put("cutAfter", trial.cut()).put("otherFuture", trial.changed()));
      }
    }
    if (!rows.isEmpty()) {
      List<List<String>> shown = rows.values().stream().limit(SHOWN).toList();
      Tables.lines(
              List.of("feature", "cut after", "future", "instrument", "time", "whole", "cut"),
              List.of(false, true, false, false, false, true, true),
              shown)
          .forEach(main::say);
    }
    if (report.compared() == 0) {
      throw new CliException(
          ExitCodes.CONFIGURATION, "PROOF_EMPTY: the input gave no vector before a cut.");
    }
    main.say(
        String.format(
            Locale.ROOT,
            "lookahead: %,d features x %,d vectors, %d cuts, %,d pairs compared, %,d features"
                + " differ, %,d vectors on one side only",
            catalogue.size(),
            report.vectors(),
            cuts,
            report.compared(),
            rows.size(),
            report.single()));
    main.say(
        String.format(
            Locale.ROOT,
            "%,d features were valid, %,d of all moved with the other future after a cut",
            report.valid().cardinality(),
            report.moved().cardinality()));
    main.emit(
        Json.object()
            .put("features", catalogue.size())
            .put("featureSet", catalogue.setId())
            .put("events", report.events())
            .put("vectors", report.vectors())
            .put("compared", report.compared())
            .put("differ", rows.size())
            .put("oneSided", report.single())
            .put("valid", report.valid().cardinality())
            .put("moved", report.moved().cardinality())
            .put("proven", report.isProven()));
    if (!report.isProven()) {
      throw new CliException(
          ExitCodes.UNPROVEN,
          "LOOKAHEAD_FOUND: features=" + rows.size() + " one_sided=" + report.single());
    }
    return ExitCodes.OK;
  }

  private static List<String> line(
      FeatureCatalogue catalogue, LookaheadReport.Trial trial, FeatureTally.Row row) {
    List<String> line = new ArrayList<>();
    line.add(catalogue.get(row.position()).id());
    line.add(Long.toString(trial.cut()));
    line.add(trial.changed() ? "other" : "none");
    line.addAll(Proofs.cells(row));
    return line;
  }

  private static void report(String line) {
    System.err.println(line);
  }
}
