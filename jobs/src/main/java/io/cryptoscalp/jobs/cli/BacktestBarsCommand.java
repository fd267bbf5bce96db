package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.engine.barsim.BarBacktest;
import io.cryptoscalp.engine.barsim.BarLookahead;
import io.cryptoscalp.engine.barsim.BarMarket;
import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.jobs.barsim.BarRecords;
import io.cryptoscalp.jobs.barsim.BarRunFiles;
import io.cryptoscalp.jobs.barsim.BarTrial;
import io.cryptoscalp.jobs.barsim.BarTrialResult;
import io.cryptoscalp.jobs.barsim.BarTrials;
import io.cryptoscalp.jobs.barsim.BarWalkForward;
import java.io.IOException;
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

/** Backtests on candles. */
@Command(
    name = "bars",
    description =
        "Backtest a strategy on candles, one set of parameters or a grid, and say how much of the"
            + " result hangs on what candles do not tell.")
final class BacktestBarsCommand implements Callable<Integer> {
  @ParentCommand private BacktestCommand backtests = new BacktestCommand();

  @Mixin private BarInputOptions input = new BarInputOptions();
  @Mixin private BarStrategyOptions strategy = new BarStrategyOptions();
  @Mixin private BarTermOptions terms = new BarTermOptions();
  @Mixin private BarWindowOptions windows = new BarWindowOptions();
  @Mixin private BarRerunOptions reruns = new BarRerunOptions();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder of the run's files: run.json, trials.csv, trials/ID.json for report.")
  private @Nullable Path out;

  @Option(
      names = {"--threads", "--parallelism"},
      paramLabel = "N",
      description = "Default: one a core.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--check-lookahead",
      description =
          "Also run the best on bars that are cut off and turned over: exit code 10 when it knows"
              + " bars that have not closed.")
  private boolean checkLookahead;

  @Option(names = "--list-strategies", description = "Show what can be run, and end.")
  private boolean list;

  @Override
  public Integer call() throws Exception {
    Main main = backtests.main();
    if (list) {
      StrategyList.tell(main, strategy.strategies(main).all().values());
      return ExitCodes.OK;
    }
    reruns.require();
    List<BarTrial> trials = strategy.trials(main);
    BarBacktest backtest = new BarBacktest(input.markets(), terms.terms());
    BarReport report = new BarReport(main, windows.objective());
    for (BarMarket market : backtest.markets()) {
      report.input(market);
    }
    BarRecords records = new BarRecords(backtest);
    BarRunFiles files = out == null ? null : new BarRunFiles(out);
    if (files != null) {
      files.forget();
    }
    BarTrialResult best = all(backtest, trials, records, files, report);
    if (windows.isWalkForward()) {
      walkForward(backtest, trials, records, files, report);
    }
    if (files != null) {
      files.writeRun(run(backtest, records, trials, best.trial()));
    }
    RunRecord run = records.of(runId(records, best.trial().id()), best.trial(), best.result());
    reruns.run(
        main,
        new BarRerunOptions.Ran(backtest, trials, windows.objective(), best, run, atLeastOne()),
        files);
    int code = checkLookahead ? lookahead(backtest, best.trial(), report) : ExitCodes.OK;
    if (files != null) {
      main.say("Written: " + out);
    }
    return code;
  }

  private BarTrialResult all(
      BarBacktest backtest,
      List<BarTrial> trials,
      BarRecords records,
      @Nullable BarRunFiles files,
      BarReport report)
      throws IOException, InterruptedException {
    List<BarTrialResult> results =
        new BarTrials(backtest, atLeastOne()).run(trials, Long.MIN_VALUE, Long.MAX_VALUE);
    List<BarTrialResult> ranked = new ArrayList<>(results);
    ranked.sort(
        (a, b) ->
            Double.compare(windows.objective().of(b.result()), windows.objective().of(a.result())));
    report.trials(ranked);
    if (files != null) {
      files.writeTrials(results);
      List<String> ids = new ArrayList<>();
      List<RunRecord> runs = new ArrayList<>();
      for (BarTrialResult result : results) {
        String id = result.trial().id();
        RunRecord run = records.of(runId(records, id), result.trial(), result.result());
        files.write(id, run);
        ids.add(id);
        runs.add(run);
      }
      files.writeReturns(ids, runs);
    }
    return ranked.get(0);
  }

  private void walkForward(
      BarBacktest backtest,
      List<BarTrial> trials,
      BarRecords records,
      @Nullable BarRunFiles files,
      BarReport report)
      throws IOException, InterruptedException {
    List<BarWalkForward.Step> steps =
        BarWalkForward.run(
            backtest,
            trials,
            windows.of(backtest.fromNs(), backtest.toNs()),
            windows.objective(),
            atLeastOne());
    if (steps.isEmpty()) {
      throw new CliException(ExitCodes.CONFIGURATION, "WINDOWS_INVALID: no window has bars.");
    }
    report.windows(steps);
    BarTrial last = steps.get(steps.size() - 1).chosen();
    if (files != null) {
      files.writeWindows(steps);
      files.write(
          "walk-forward",
          records.of(
              runId(records, "walk-forward"),
              last,
              steps.stream().map(BarWalkForward.Step::result).toList()));
    }
  }

  private int lookahead(BarBacktest backtest, BarTrial trial, BarReport report) throws IOException {
    BarLookahead.Finding finding = BarLookahead.check(backtest, trial::strategy);
    ObjectNode json = report.lookahead(trial, finding);
    if (out != null) {
      Files.writeString(out.resolve("lookahead.json"), Json.line(json) + "\n");
    }
    return finding.verdict() == BarLookahead.Verdict.LOOKAHEAD ? ExitCodes.UNPROVEN : ExitCodes.OK;
  }

  private int atLeastOne() {
    return Math.max(1, threads);
  }

  private String runId(BarRecords records, String id) {
    return "bars-" + records.dataHash().substring(0, 8) + "." + id;
  }

  private ObjectNode run(
      BarBacktest backtest, BarRecords records, List<BarTrial> trials, BarTrial chosen) {
    ObjectNode run = Json.object().put("kind", "bars").put("dataHash", records.dataHash());
    run.put("strategy", trials.get(0).provider().id()).put("trials", trials.size());
    run.put("chosen", chosen.id());
    run.put("walkForward", windows.isWalkForward());
    run.put("objective", windows.objective().name().toLowerCase(Locale.ROOT));
    run.put("fromNs", backtest.fromNs()).put("toNs", backtest.toNs());
    ObjectNode configuration = run.putObject("configuration");
    records
        .configuration(trials.get(0))
        .forEach(
            (key, value) -> {
              if (!key.startsWith("parameter.")) {
                configuration.put(key, value);
              }
            });
    return run;
  }
}
