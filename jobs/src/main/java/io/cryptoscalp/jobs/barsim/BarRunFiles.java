package io.cryptoscalp.jobs.barsim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.engine.barsim.BarResult;
import io.cryptoscalp.engine.barsim.IntrabarDependence;
import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.jobs.backtest.ParameterGrid;
import io.cryptoscalp.jobs.backtest.TrialFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The folder of a run: {@code run.json} says what was run, {@code trials.csv} has a line a trial,
 * {@code trials/ID.json} is the trial as {@code report} and {@code gates check} read it, {@code
 * windows.csv} has a line a walk-forward window, {@code returns.csv} returns of all trials side by
 * side.
 */
public final class BarRunFiles {
  private final TrialFolder folder;

  /** Files in a folder, which is made when it is missing. */
  public BarRunFiles(Path folder) throws IOException {
    this.folder = new TrialFolder(folder);
  }

  /** Writes {@code run.json}. */
  public void writeRun(ObjectNode run) throws IOException {
    folder.writeJson("run.json", run);
  }

  /** Writes a trial. */
  public void write(String id, RunRecord run) throws IOException {
    folder.writeTrial(id, run);
  }

  /** Writes {@code trials.csv}. */
  public void writeTrials(List<BarTrialResult> results) throws IOException {
    StringBuilder csv = new StringBuilder("trial,strategy");
    SortedMap<String, Double> first = results.get(0).trial().parameters().values();
    first.keySet().forEach(name -> csv.append(",parameter.").append(name));
    csv.append(",net,net_return,sharpe,largest_fall,trades,fees,funding,orders,refused,cut")
        .append(",liquidations,bars,exposed_bars,ambiguous_bars,decided_bars,dependent_trades")
        .append(",net_pessimistic,net_high_first,net_low_first\n");
    for (BarTrialResult trial : results) {
      line(csv, trial);
    }
    folder.writeCsv("trials.csv", csv);
  }

  private static void line(StringBuilder csv, BarTrialResult trial) {
    BarResult result = trial.result();
    csv.append(trial.trial().id()).append(',').append(trial.trial().provider().id());
    new TreeMap<>(trial.trial().parameters().values())
        .values()
        .forEach(value -> csv.append(',').append(ParameterGrid.text(value)));
    csv.append(',').append(result.net()).append(',').append(result.netReturn());
    csv.append(',').append(Double.isNaN(trial.sharpe()) ? "" : Double.toString(trial.sharpe()));
    csv.append(',').append(result.largestFall()).append(',').append(result.trades().size());
    csv.append(',').append(result.fees()).append(',').append(result.funding());
    csv.append(',').append(result.orders()).append(',').append(result.refused());
    csv.append(',').append(result.cut()).append(',').append(result.liquidations());
    csv.append(',').append(result.bars()).append(',').append(result.exposedBars());
    csv.append(',').append(result.ambiguousBars()).append(',').append(result.decidedBars());
    rule(csv, trial.dependence());
  }

  private static void rule(StringBuilder csv, IntrabarDependence rule) {
    csv.append(',').append(rule.dependentTrades()).append(',').append(rule.netPessimistic());
    csv.append(',').append(rule.netHighFirst()).append(',').append(rule.netLowFirst());
    csv.append('\n');
  }

  /** Writes {@code returns.csv}. */
  public void writeReturns(List<String> ids, List<RunRecord> runs) throws IOException {
    folder.writeReturns(ids, runs);
  }

  /** Writes what came of running a trial again: {@code bootstrap.json}, {@code stress.json}. */
  public void writeReport(String name, ObjectNode report) throws IOException {
    folder.writeJson(name, report);
  }

  /** Takes away what an earlier run with the same folder left and this one may not write anew. */
  public void forget() throws IOException {
    folder.forget(List.of("bootstrap.json", "stress.json", "lookahead.json", "windows.csv"));
  }

  /** Writes {@code windows.csv}. */
  public void writeWindows(List<BarWalkForward.Step> steps) throws IOException {
    StringBuilder csv =
        new StringBuilder(
            "train_from_ns,train_to_ns,test_from_ns,test_to_ns,chosen,training,test_return,trades"
                + ",dependent_trades,net_pessimistic,net_high_first,net_low_first\n");
    for (BarWalkForward.Step step : steps) {
      csv.append(step.window().trainFromNs()).append(',').append(step.window().trainToNs());
      csv.append(',').append(step.window().testFromNs()).append(',');
      csv.append(step.window().testToNs()).append(',').append(step.chosen().chosen());
      csv.append(',').append(step.training()).append(',').append(step.result().netReturn());
      csv.append(',').append(step.result().trades().size());
      rule(csv, step.test().dependence());
    }
    folder.writeCsv("windows.csv", csv);
  }
}
