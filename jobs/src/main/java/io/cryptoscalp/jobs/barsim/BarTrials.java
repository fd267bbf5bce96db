package io.cryptoscalp.jobs.barsim;

import io.cryptoscalp.engine.barsim.BarBacktest;
import io.cryptoscalp.engine.barsim.BarResult;
import io.cryptoscalp.engine.barsim.BarSpan;
import io.cryptoscalp.engine.barsim.IntrabarDependence;
import io.cryptoscalp.jobs.backtest.SideBySide;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Many trials over bars that are loaded once, spread over threads. Results are in their order. */
public final class BarTrials {
  private final BarBacktest backtest;
  private final int threads;

  /**
   * Trials to be run.
   *
   * @param threads side by side, at least 1
   */
  public BarTrials(BarBacktest backtest, int threads) {
    this.backtest = backtest;
    this.threads = threads;
  }

  /** Runs trials over a stretch, each with what of it depends on the rule. */
  public List<BarTrialResult> run(List<BarTrial> trials, long fromNs, long toNs)
      throws InterruptedException {
    List<Callable<BarTrialResult>> work = new ArrayList<>();
    for (BarTrial trial : trials) {
      work.add(() -> run(backtest, trial, new BarSpan(fromNs, toNs, trial.warmUp())));
    }
    return SideBySide.run(work, threads);
  }

  /** Runs trials over a stretch, under the rule of the terms alone. */
  public List<BarResult> results(List<BarTrial> trials, long fromNs, long toNs)
      throws InterruptedException {
    List<Callable<BarResult>> work = new ArrayList<>();
    for (BarTrial trial : trials) {
      BarSpan span = new BarSpan(fromNs, toNs, trial.warmUp());
      work.add(() -> backtest.run(trial.strategy(), span));
    }
    return SideBySide.run(work, threads);
  }

  /** Runs one trial, with what of it depends on the rule. */
  static BarTrialResult run(BarBacktest backtest, BarTrial trial, BarSpan span) {
    BarResult result = backtest.run(trial.strategy(), span);
    IntrabarDependence dependence =
        result.ambiguousBars() == 0
            ? new IntrabarDependence(
                result.trades().size(), 0, 0, 0, result.net(), result.net(), result.net())
            : IntrabarDependence.of(backtest, trial::strategy, span);
    return new BarTrialResult(trial, result, dependence, BarObjective.sharpe(result));
  }

  /** What trials are worth over a stretch by an objective. */
  public double[] judge(List<BarTrial> trials, long fromNs, long toNs, BarObjective objective)
      throws InterruptedException {
    List<Callable<Double>> work = new ArrayList<>();
    for (BarTrial trial : trials) {
      BarSpan span = new BarSpan(fromNs, toNs, trial.warmUp());
      work.add(() -> objective.of(backtest.run(trial.strategy(), span)));
    }
    List<Double> values = SideBySide.run(work, threads);
    double[] worth = new double[values.size()];
    for (int i = 0; i < worth.length; i++) {
      worth[i] = values.get(i);
    }
    return worth;
  }
}
