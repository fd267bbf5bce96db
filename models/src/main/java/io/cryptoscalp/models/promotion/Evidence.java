package io.cryptoscalp.models.promotion;

import io.cryptoscalp.engine.performance.Metric;
import io.cryptoscalp.engine.performance.ReturnMetrics;
import io.cryptoscalp.engine.performance.ReturnSeries;
import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.engine.performance.SharpeEvidence;
import io.cryptoscalp.engine.performance.TradeMetrics;
import io.cryptoscalp.engine.validation.BacktestOverfitting;
import io.cryptoscalp.engine.validation.BlockLength;
import io.cryptoscalp.engine.validation.DataSnooping;
import io.cryptoscalp.engine.validation.MonteCarlo;
import io.cryptoscalp.engine.validation.PathDistribution;
import io.cryptoscalp.engine.validation.Resampling;
import io.cryptoscalp.engine.validation.WalkForwardWindows;
import io.cryptoscalp.models.ModelException;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Figures that were brought for a strategy, each with the run it comes from. */
public final class Evidence {
  /** Settings of a run with this prefix are the strategy's parameters. */
  public static final String PARAMETER = "parameter.";

  private static final int DRAWS = 1_000;

  private final String strategy;
  private final SortedMap<String, Figure> figures = new TreeMap<>();
  private SortedMap<String, String> parameters = new TreeMap<>();
  private String parametersOf = "";

  /**
   * A figure.
   *
   * @param value the figure
   * @param runId run that it comes from
   * @param dataHash digest of the data it ran on
   */
  public record Figure(double value, String runId, String dataHash) {}

  /** Nothing yet, for a strategy. */
  public Evidence(String strategy) {
    this.strategy = strategy;
  }

  /** The strategy. */
  public String strategy() {
    return strategy;
  }

  /** What the strategy was set to in its runs; null before there is one. */
  public @Nullable SortedMap<String, String> parameters() {
    return parametersOf.isEmpty() ? null : Collections.unmodifiableSortedMap(parameters);
  }

  /** What was brought so far, by key of {@link Figures}. */
  public SortedMap<String, Figure> figures() {
    return Collections.unmodifiableSortedMap(figures);
  }

  /**
   * Adds a run's figures; of a backtest the Monte Carlo figures, too.
   *
   * @throws ModelException {@code GATE_EVIDENCE_FOREIGN} for another strategy's run, {@code
   *     GATE_EVIDENCE_DIFFERS} for one with other parameters, {@code GATE_EVIDENCE_TWICE} for a
   *     second run of a kind, {@code GATE_EVIDENCE_INVALID} for a live run or one without two days
   */
  public void addRun(RunRecord run, int paths, long seed) {
    String kind =
        switch (run.kind()) {
          case BACKTEST -> "backtest";
          case WALK_FORWARD -> "walk-forward";
          case PAPER -> "paper";
          case LIVE -> throw new ModelException("GATE_EVIDENCE_INVALID", "kind=LIVE");
        };
    require(run, kind);
    ReturnSeries daily = run.daily();
    if (daily.size() < 2) {
      throw new ModelException(
          "GATE_EVIDENCE_INVALID",
          "run=" + run.runId() + " days=" + daily.size() + " expected=2 or more");
    }
    Map<Metric, Double> metrics = ReturnMetrics.of(daily, run.benchmarkReturns(daily));
    metrics.forEach((metric, value) -> put(kind + "." + metric.key(), value, run));
    TradeMetrics.of(run.trades(), run.fromNs(), run.toNs(), run.meanEquity())
        .forEach((metric, value) -> put(kind + ".trades." + metric.key(), value, run));
    put(kind + ".days", (run.toNs() - run.fromNs()) / (double) ReturnSeries.DAY_NS, run);
    if (run.kind() == RunRecord.Kind.WALK_FORWARD) {
      put("walk-forward.windows", run.windows().size(), run);
      put("walk-forward.window-win-rate", WalkForwardWindows.winRate(run.windowReturns()), run);
    }
    if (run.kind() == RunRecord.Kind.BACKTEST) {
      addMonteCarlo(run, daily, paths, seed);
    }
  }

  private void require(RunRecord run, String kind) {
    if (!run.strategy().equals(strategy)) {
      throw new ModelException(
          "GATE_EVIDENCE_FOREIGN",
          "run=" + run.runId() + " strategy=" + run.strategy() + " expected=" + strategy);
    }
    if (figures.containsKey(kind + ".days")) {
      throw new ModelException("GATE_EVIDENCE_TWICE", "run=" + run.runId() + " kind=" + kind);
    }
    // A walk-forward run chooses its parameters anew in each window.
    if (run.kind() == RunRecord.Kind.WALK_FORWARD) {
      return;
    }
    SortedMap<String, String> own = new TreeMap<>(run.configuration());
    own.keySet().removeIf(key -> !key.startsWith(PARAMETER));
    if (!parametersOf.isEmpty() && !own.equals(parameters)) {
      throw new ModelException(
          "GATE_EVIDENCE_DIFFERS",
          "run=" + run.runId() + " has " + own + " and run=" + parametersOf + " " + parameters);
    }
    parameters = own;
    parametersOf = run.runId();
  }

  /** The worse of shuffled trades and resampled days. */
  private void addMonteCarlo(RunRecord run, ReturnSeries daily, int paths, long seed) {
    MonteCarlo monteCarlo = new MonteCarlo(paths, seed);
    PathDistribution days =
        monteCarlo.resampledReturns(daily.returns(), Resampling.automatic(daily.returns()));
    double drawdown = days.drawdownAt(0.05);
    if (!run.trades().isEmpty()) {
      PathDistribution trades = monteCarlo.shuffledReturns(run.tradeReturns());
      drawdown = Math.min(drawdown, trades.drawdownAt(0.05));
    }
    put("monte-carlo.paths", paths, run);
    put("monte-carlo.final-5", days.finalAt(0.05), run);
    put("monte-carlo.drawdown-5", drawdown, run);
    put("monte-carlo.loss-probability", days.lossProbability(), run);
  }

  /**
   * Adds what all trials of a search say of its best.
   *
   * @param trials returns of each trial over the same periods
   * @param runId the search
   * @param dataHash digest of its data
   * @param seed of the bootstrap
   * @throws ModelException {@code GATE_EVIDENCE_INVALID}
   */
  public void addTrials(double[][] trials, String runId, String dataHash, long seed) {
    addTrials(trials, -1, 0, runId, dataHash, seed);
  }

  /**
   * Adds what all trials of a search say of one of them.
   *
   * @param trials returns of each trial over the same periods
   * @param chosen place of the one; -1 for the one of the largest Sharpe ratio
   * @param others trials of earlier searches over the same data, which count as tries, too
   * @param runId the search
   * @param dataHash digest of its data
   * @param seed of the bootstrap
   * @throws ModelException {@code GATE_EVIDENCE_INVALID}
   */
  public void addTrials(
      double[][] trials, int chosen, long others, String runId, String dataHash, long seed) {
    try {
      if (trials.length == 0 || chosen >= trials.length) {
        throw new IllegalArgumentException(
            "TRIALS_INVALID: trials=" + trials.length + " chosen=" + chosen);
      }
      double[] sharpes = new double[trials.length];
      int best = 0;
      for (int t = 0; t < trials.length; t++) {
        double sharpe = SharpeEvidence.of(trials[t]).sharpe();
        sharpes[t] = Double.isNaN(sharpe) ? 0 : sharpe;
        best = sharpes[t] > sharpes[best] ? t : best;
      }
      int at = chosen < 0 ? best : chosen;
      BacktestOverfitting overfitting = BacktestOverfitting.of(trials, blocks(trials[0].length));
      double block = BlockLength.of(trials[at]).stationary();
      DataSnooping snooping = DataSnooping.of(trials, block, DRAWS, seed);
      Figure any = new Figure(trials.length + (double) others, runId, dataHash);
      figures.put("trials.count", any);
      SharpeEvidence one = SharpeEvidence.of(trials[at]);
      put(
          "trials.deflated-sharpe",
          one.deflated(variance(sharpes), trials.length + (double) others),
          any);
      put("trials.overfitting", overfitting.probability(), any);
      put("trials.reality-check", snooping.realityCheck(), any);
      put("trials.spa", snooping.consistent(), any);
    } catch (IllegalArgumentException e) {
      throw new ModelException("GATE_EVIDENCE_INVALID", "run=" + runId + " " + e.getMessage(), e);
    }
  }

  /**
   * Adds what a chosen trial did on data that the choice did not see.
   *
   * @param returns of equal periods, at least 2
   * @param trades round trips
   * @param runId the run
   * @param dataHash digest of its data
   */
  public void addHeldOut(double[] returns, long trades, String runId, String dataHash) {
    double growth = 1;
    for (double each : returns) {
      growth *= 1 + each;
    }
    Figure any = new Figure(trades, runId, dataHash);
    figures.put("held-out.trades", any);
    put("held-out.total-return", growth - 1, any);
    put("held-out.sharpe-probability", SharpeEvidence.of(returns).probabilityAbove(0), any);
  }

  /**
   * Adds how often the data that a choice did not see were looked at before.
   *
   * @param searches earlier ones whose data they were
   * @param names of these
   */
  public void addHeldOutUses(int searches, String names, String dataHash) {
    figures.put("held-out.uses", new Figure(searches, names, dataHash));
  }

  /**
   * Adds how well the neighbours of a chosen trial did.
   *
   * @param score of its point in a {@link io.cryptoscalp.engine.validation.SensitivitySurface}
   */
  public void addPlateau(double score, String runId, String dataHash) {
    figures.put("trials.plateau", new Figure(score, runId, dataHash));
  }

  /** The paper's 16 blocks; fewer where they would hold too little. */
  private static int blocks(int periods) {
    int most = Math.min(BacktestOverfitting.BLOCKS, periods / 5);
    return Math.max(2, most - most % 2);
  }

  private static double variance(double[] values) {
    double mean = 0;
    for (double value : values) {
      mean += value / values.length;
    }
    double sum = 0;
    for (double value : values) {
      sum += (value - mean) * (value - mean);
    }
    return sum / (values.length - 1);
  }

  /** Adds how many things a validation of a run found against it. */
  public void addValidation(long refusals, String runId, String dataHash) {
    figures.put("validation.refusals", new Figure(refusals, runId, dataHash));
  }

  /** Adds how many differences a comparison of two runs found. */
  public void addParity(long differences, String runId, String dataHash) {
    figures.put("parity.differences", new Figure(differences, runId, dataHash));
  }

  private void put(String key, double value, RunRecord run) {
    figures.put(key, new Figure(value, run.runId(), run.dataHash()));
  }

  private void put(String key, double value, Figure like) {
    figures.put(key, new Figure(value, like.runId(), like.dataHash()));
  }
}
