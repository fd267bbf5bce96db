package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.engine.matching.TickResult;
import io.cryptoscalp.engine.matching.TickStrategies;
import io.cryptoscalp.engine.matching.TickStrategyProvider;
import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.jobs.backtest.ParameterGrid;
import io.cryptoscalp.jobs.backtest.TrialFolder;
import io.cryptoscalp.jobs.ticks.TickRecords;
import io.cryptoscalp.jobs.ticks.TickRuns;
import io.cryptoscalp.jobs.ticks.TickTapes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Backtests of strategies that live on single events. */
@Command(
    name = "ticks",
    description =
        "Backtest a strategy that lives on single events of the feed at the simulated venue, one"
            + " set of parameters or a grid over one tape.")
final class BacktestTicksCommand implements Callable<Integer> {
  @ParentCommand private BacktestCommand backtests = new BacktestCommand();

  @Mixin private TickInputOptions input = new TickInputOptions();
  @Mixin private TickTermOptions terms = new TickTermOptions();
  @Mixin private ParameterOptions parameters = new ParameterOptions();

  @Option(
      names = "--strategy",
      paramLabel = "ID",
      description = "What to run; --list-strategies shows them (default: ${DEFAULT-VALUE}).")
  private String strategy = "grid-maker";

  @Mixin private JarOptions jars = new JarOptions();

  @Option(
      names = "--equity",
      paramLabel = "AMOUNT",
      description = "Start equity, account currency (default: ${DEFAULT-VALUE}).")
  private double equity = 10_000;

  @Option(
      names = "--equity-every",
      paramLabel = "LENGTH",
      description = "Distance of the kept points of equity (default: ${DEFAULT-VALUE}).")
  private String every = "1s";

  @Option(names = "--threads", paramLabel = "N", description = "Default: one a core.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder of the run's files: run.json, trials.csv, trials/ID.json for report.")
  private @Nullable Path out;

  @Option(names = "--list-strategies", description = "Show what can be run, and end.")
  private boolean list;

  @Override
  public Integer call() throws Exception {
    Main main = backtests.main();
    TickStrategies strategies = TickStrategies.find(jars.use(main));
    if (list) {
      StrategyList.tell(main, strategies.all().values());
      return ExitCodes.OK;
    }
    TickStrategyProvider provider = strategies.require(strategy);
    List<ParameterGrid.Point> points =
        ParameterGrid.of(
            provider.parameters(), provider::create, parameters.fixed(), parameters.axes());
    long sampleNs = CandleOptions.length("--equity-every", every);
    TickTapes tapes = input.tapes();
    TickReport report = new TickReport(main);
    report.input(tapes);
    TickRuns runs = new TickRuns(tapes.tapes(), terms.options(tapes.tapes()), equity, sampleNs);
    long begin = System.nanoTime();
    List<TickResult> results = runs.run(provider, points, Math.max(1, threads));
    report.pace(tapes, points.size(), System.nanoTime() - begin);
    TickRecords records = new TickRecords(tapes, equity, sampleNs, terms(tapes));
    List<RunRecord> runRecords = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      String id = "ticks-" + tapes.dataHash().substring(0, 8) + "." + points.get(i).id();
      runRecords.add(records.of(id, provider.id(), points.get(i), results.get(i)));
    }
    report.trials(points, results, runRecords);
    Path folder = out;
    if (folder != null) {
      write(new TrialFolder(folder), provider, tapes, points, results, runRecords);
      main.say("Written: " + folder);
    }
    return ExitCodes.OK;
  }

  /** What was assumed, and what the input made of it. */
  private SortedMap<String, String> terms(TickTapes tapes) {
    SortedMap<String, String> all = terms.all();
    if (!tapes.ofQuotes().isEmpty()) {
      all.put("book.source", "quotes");
    }
    return all;
  }

  private void write(
      TrialFolder folder,
      TickStrategyProvider provider,
      TickTapes tapes,
      List<ParameterGrid.Point> points,
      List<TickResult> results,
      List<RunRecord> runs)
      throws IOException {
    folder.forget(List.of());
    List<String> ids = points.stream().map(ParameterGrid.Point::id).toList();
    for (int i = 0; i < ids.size(); i++) {
      folder.writeTrial(ids.get(i), runs.get(i));
    }
    folder.writeReturns(ids, runs);
    folder.writeCsv("trials.csv", TickReport.csv(provider.id(), points, results, runs));
    ObjectNode run = Json.object().put("kind", "ticks").put("dataHash", tapes.dataHash());
    run.put("strategy", provider.id()).put("trials", points.size());
    run.put("fromNs", runs.get(0).fromNs()).put("toNs", runs.get(0).toNs());
    run.put("startEquity", equity);
    run.set("clockMovedNs", Json.MAPPER.valueToTree(TickReport.clockMovedNs(tapes)));
    ObjectNode configuration = run.putObject("configuration");
    terms(tapes).forEach(configuration::put);
    folder.writeJson("run.json", run);
  }
}
