package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.engine.regime.consensus.ConsensusOptions;
import io.cryptoscalp.engine.regime.markov.MarkovModel;
import io.cryptoscalp.jobs.hindsight.CandleInput;
import io.cryptoscalp.jobs.hindsight.CandleSeries;
import io.cryptoscalp.jobs.hindsight.ConsensusLabels;
import io.cryptoscalp.jobs.hindsight.ConsensusRun;
import io.cryptoscalp.jobs.hindsight.TradeHistory;
import io.cryptoscalp.models.candles.CandleFile;
import io.cryptoscalp.models.regime.LabelStatistics;
import io.cryptoscalp.models.regime.RegimeLabels;
import io.cryptoscalp.models.regime.RegimeModelFile;
import io.cryptoscalp.models.regime.RegimeModels;
import io.cryptoscalp.models.regime.RegimeMonths;
import io.cryptoscalp.models.regime.RegimeReport;
import io.cryptoscalp.models.regime.RegimeRows;
import io.cryptoscalp.models.regime.RegimeSeries;
import io.cryptoscalp.models.regime.RegimeTrades;
import io.cryptoscalp.models.registry.ModelRegistry;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** What a model says of a history, as a page and as JSON. */
@Command(
    name = "report",
    description =
        "Apply a fitted model to candles: a page with the price coloured by regime, transition"
            + " matrix, stays, and profit by regime; the same as JSON beside it.")
final class RegimesReportCommand implements Callable<Integer> {
  @ParentCommand private RegimesCommand regimes = new RegimesCommand();

  @Mixin private CandleOptions input = new CandleOptions();

  @Option(
      names = "--model",
      paramLabel = "PATH",
      description =
          "Folder of a version, or its regime.json. Default: the newest version that was fitted to"
              + " candles of the same name.")
  private @Nullable Path model;

  @Option(
      names = "--trades",
      paramLabel = "ID",
      description = "Profit of strategies' stored trades in this instrument, by state.")
  private @Nullable String trades;

  @Option(
      names = "--rows",
      description =
          "Write every interval's observation and probabilities as CSV, too, for other programs.")
  private boolean rows;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Default: regime-reports in the data folder.")
  private @Nullable Path out;

  @Override
  public Integer call() throws IOException {
    try (CandleOptions.Candles candles = input.open(regimes.main())) {
      if (model != null && candles.inputs().size() > 1) {
        throw new CliException(ExitCodes.USAGE, "--model is for the candles of one instrument.");
      }
      for (CandleInput each : candles.inputs()) {
        report(each);
      }
    }
    return ExitCodes.OK;
  }

  private Path model(CandleInput candles) {
    if (model != null) {
      return model;
    }
    String name = RegimeModels.registryName(candles.name());
    try (ModelRegistry registry = Registries.open(regimes.main())) {
      List<String> versions = registry.versions(name);
      if (versions.isEmpty()) {
        throw new CliException(
            ExitCodes.CONFIGURATION,
            "REGIME_MODEL_MISSING: model=" + name + "; run bin/cryptoscalp regimes fit first.");
      }
      return registry.folder(name, versions.get(versions.size() - 1)).path();
    }
  }

  private void report(CandleInput input) throws IOException {
    Path path = model(input);
    RegimeModelFile file = RegimeModels.file(path);
    MarkovModel markov = RegimeModels.load(path);
    CandleFile candles = input.read();
    RegimeSeries series = CandleSeries.of(candles, markov.spec());
    List<RegimeLabels> labels = new ArrayList<>();
    labels.add(RegimeLabels.hindsight(markov, series));
    labels.add(RegimeLabels.live(markov, series));
    labels.add(
        ConsensusLabels.of(
            ConsensusRun.of(candles, ConsensusOptions.of(candles.intervalNs())), series));
    List<RegimeTrades.Row> byState = trades(series, labels.get(1));
    Main main = regimes.main();
    Path usual = main.settings().dataDir().resolve("regime-reports");
    Path folder = out == null ? usual : out;
    Files.createDirectories(folder);
    String name = RegimeModels.registryName(input.name());
    Path page = folder.resolve(name + ".html");
    String html = RegimeReport.html(file, markov.version(), series, labels, byState);
    Files.writeString(page, html, StandardCharsets.UTF_8);
    ObjectNode json = json(file, markov, series, labels, byState);
    if (rows) {
      try (Writer out = Files.newBufferedWriter(folder.resolve(name + ".csv"))) {
        RegimeRows.write(markov, series, out);
      }
    }
    Path data = folder.resolve(name + ".json");
    Files.writeString(data, json.toPrettyString() + "\n", StandardCharsets.UTF_8);
    main.say(
        String.format(
            Locale.ROOT,
            "%s: %d states, %,d intervals, live and hindsight agree in %.1f %%",
            input.name(),
            file.states().size(),
            series.size(),
            100 * labels.get(0).agreement(labels.get(1))));
    main.say("Written: " + page + " and " + data);
    main.emit(json.put("page", page.toString()));
  }

  private List<RegimeTrades.Row> trades(RegimeSeries series, RegimeLabels labels) {
    if (trades == null) {
      return List.of();
    }
    try (Database database = Database.open(regimes.main())) {
      return RegimeTrades.of(
          series,
          labels,
          TradeHistory.read(database.jdbcUrl(), database.user(), database.password(), trades));
    }
  }

  private static ObjectNode json(
      RegimeModelFile file,
      MarkovModel markov,
      RegimeSeries series,
      List<RegimeLabels> labels,
      List<RegimeTrades.Row> trades) {
    ObjectNode node =
        Json.object()
            .put("name", file.name())
            .put("version", markov.version())
            .put("dataHash", series.dataHash())
            .put("fittedTo", file.training().dataHash())
            .put("intervals", series.size())
            .put("intervalNs", series.spec().intervalNs())
            .put("agreement", labels.get(0).agreement(labels.get(1)));
    node.putPOJO("states", file.states());
    node.putPOJO("transition", file.transition());
    node.putPOJO("tried", file.candidates());
    node.putPOJO("trades", trades);
    ArrayNode all = node.putArray("labels");
    double days = series.size() * (series.spec().intervalNs() / 8.64e13);
    for (RegimeLabels label : labels) {
      ObjectNode one =
          all.addObject()
              .put("title", label.title())
              .put("live", label.live())
              .put("changesADay", label.changes() / days);
      one.putPOJO("months", RegimeMonths.of(series, label));
      ArrayNode statistics = one.putArray("statistics");
      for (int i = 0; i < label.names().size(); i++) {
        statistics.addPOJO(LabelStatistics.of(series, label, i));
      }
    }
    return node;
  }
}
