package io.cryptoscalp.jobs.barsim;

import io.cryptoscalp.engine.barsim.BarBacktest;
import io.cryptoscalp.engine.barsim.BarResult;
import io.cryptoscalp.engine.barsim.BarSpan;
import io.cryptoscalp.engine.validation.WalkForwardWindows;
import java.util.ArrayList;
import java.util.List;

/**
 * Walk-forward on bars: in each window the best trial of the training, then that trial on the test,
 * with the equity that the test before left. A test begins and ends flat; bars before it warm the
 * strategy up.
 */
public final class BarWalkForward {
  private BarWalkForward() {}

  /**
   * A window.
   *
   * @param window its stretches
   * @param chosen the best of the training
   * @param training its worth there, by the objective
   * @param test the test, with what of it depends on what came first inside bars
   */
  public record Step(
      WalkForwardWindows.Window window, BarTrial chosen, double training, BarTrialResult test) {
    /** Result of the test under the rule asked for. */
    public BarResult result() {
      return test.result();
    }
  }

  /**
   * Runs all windows; those without a bar in training or test are left out. Ends early when the
   * account is lost.
   */
  public static List<Step> run(
      BarBacktest backtest,
      List<BarTrial> trials,
      List<WalkForwardWindows.Window> windows,
      BarObjective objective,
      int threads)
      throws InterruptedException {
    BarTrials all = new BarTrials(backtest, threads);
    List<Step> steps = new ArrayList<>();
    double equity = backtest.terms().startEquity();
    for (WalkForwardWindows.Window window : windows) {
      if (isEmpty(backtest, window.trainFromNs(), window.trainToNs())
          || isEmpty(backtest, window.testFromNs(), window.testToNs())
          || !(equity > 0)) {
        continue;
      }
      double[] worth = all.judge(trials, window.trainFromNs(), window.trainToNs(), objective);
      int best = 0;
      for (int i = 1; i < worth.length; i++) {
        best = worth[i] > worth[best] ? i : best;
      }
      BarTrial chosen = trials.get(best);
      BarTrialResult test =
          BarTrials.run(
              backtest.withTerms(backtest.terms().withStart(equity)),
              chosen,
              new BarSpan(window.testFromNs(), window.testToNs(), chosen.warmUp()));
      equity = test.result().endEquity();
      steps.add(new Step(window, chosen, worth[best], test));
    }
    return steps;
  }

  private static boolean isEmpty(BarBacktest backtest, long fromNs, long toNs) {
    return backtest.markets().stream()
        .allMatch(market -> market.series().indexAt(fromNs) >= market.series().indexAt(toNs));
  }
}
