package io.cryptoscalp.models.validation;

import io.cryptoscalp.engine.performance.Quantiles;
import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.engine.performance.SharpeEvidence;
import io.cryptoscalp.engine.performance.TradeOutcome;
import io.cryptoscalp.engine.validation.BacktestOverfitting;
import io.cryptoscalp.engine.validation.BlockLength;
import io.cryptoscalp.engine.validation.Capacity;
import io.cryptoscalp.engine.validation.DataSnooping;
import io.cryptoscalp.engine.validation.ExecutionStress;
import io.cryptoscalp.engine.validation.MonteCarlo;
import io.cryptoscalp.engine.validation.PathDistribution;
import io.cryptoscalp.engine.validation.Resampling;
import io.cryptoscalp.engine.validation.SensitivitySurface;
import io.cryptoscalp.engine.validation.WalkForwardWindows;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Holds a finished run to every test of {@code engine.validation}. */
public final class RunValidation {
  private static final double[] SLIPPAGE = {1, 2, 4};
  private static final double[] LATENCY = {1, 5, 20};
  private static final double CONFIDENCE = 0.95;

  private final ValidationOptions options;
  private final RunRecord run;
  private final Reruns reruns;
  private final AlignedReturns trials;
  private final SortedMap<String, Double> figures = new TreeMap<>();
  private final SortedMap<String, PathDistribution> paths = new TreeMap<>();

  private RunValidation(
      RunRecord run, List<RunRecord> all, ValidationOptions options, Reruns brought) {
    this.options = options;
    this.run = run;
    BootstrapReport bootstrap = brought.bootstrap();
    StressReport stress = brought.stress();
    reruns =
        new Reruns(
            brought.lookahead(),
            brought.freeFills(),
            bootstrap == null || isOf(bootstrap.runId(), bootstrap.dataHash()) ? bootstrap : null,
            stress == null || isOf(stress.runId(), stress.dataHash()) ? stress : null,
            brought.walkForward());
    trials = AlignedReturns.of(run, all);
  }

  /**
   * Validates a run.
   *
   * @param run the run that was chosen
   * @param all every run that it was chosen from, it among them; a list of it alone for a strategy
   *     that was never searched for
   * @param reruns what running it again brought; what is of another run is not used
   */
  public static Validation of(
      RunRecord run, List<RunRecord> all, ValidationOptions options, Reruns reruns) {
    return new RunValidation(run, all, options, reruns).validate();
  }

  private Validation validate() {
    long held = heldNs();
    sharpe();
    trials();
    List<WalkForward> walks = new ArrayList<>();
    for (boolean anchored : new boolean[] {true, false}) {
      WalkForward walk = WalkForward.of(trials, anchored, held);
      String key = "walk-forward." + (anchored ? "anchored." : "rolling.");
      figures.put(key + "windows", (double) walk.windows().size());
      figures.put(key + "win-rate", walk.winRate());
      figures.put(key + "efficiency", walk.efficiency());
      figures.put(key + "total-return", walk.total());
      figures.put(key + "sharpe", walk.annualSharpe());
      figures.put(key + "distinct", (double) walk.distinct());
      walks.add(walk);
    }
    RunRecord own = reruns.walkForward();
    if (own != null) {
      double[] tests = own.windowReturns();
      figures.put("walk-forward.windows", (double) tests.length);
      figures.put("walk-forward.win-rate", WalkForwardWindows.winRate(tests));
      figures.put("walk-forward.total-return", total(tests));
    }
    CombinatorialPaths combinatorial = null;
    if (trials.runs().size() > 1) {
      long embargo = trials.periods() / 100 * trials.periodNs();
      combinatorial = CombinatorialPaths.of(trials, held, embargo);
      figures.put("cpcv.median-sharpe", combinatorial.median());
      figures.put("cpcv.loss-share", combinatorial.lossShare());
    }
    List<ExecutionStress.Outcome> stress = monteCarlo();
    SensitivitySurface surface = surface();
    Capacity capacity = capacity();
    List<Finding> findings = new Findings(run, trials, figures, options, reruns).all();
    return new Validation(
        run,
        trials,
        figures,
        paths,
        walks,
        own == null ? walks.get(0).run(trials) : own,
        combinatorial,
        stress,
        reruns,
        surface,
        capacity,
        findings);
  }

  private boolean isOf(String runId, String dataHash) {
    return runId.equals(run.runId()) && dataHash.equals(run.dataHash());
  }

  /** How long nineteen of twenty positions are held, ns. */
  private long heldNs() {
    double[] held = run.trades().stream().mapToDouble(t -> t.exitNs() - t.entryNs()).toArray();
    return held.length == 0 ? 0 : (long) Quantiles.of(held, 0.95);
  }

  private void sharpe() {
    SharpeEvidence own = SharpeEvidence.of(trials.returns()[0]);
    double year = Math.sqrt(trials.periodsPerYear());
    figures.put("periods", (double) trials.periods());
    figures.put("trades", (double) run.trades().size());
    figures.put("total-return", total(trials.returns()[0]));
    figures.put("sharpe", own.sharpe() * year);
    figures.put("probabilistic-sharpe", own.probabilityAbove(0));
    double needed = own.sharpe() > 0 ? own.minimumTrackRecord(0, CONFIDENCE) : Double.NaN;
    figures.put("minimum-track-record", needed);
    int made = Math.max(options.trials(), trials.runs().size());
    double[] sharpes = new double[trials.runs().size()];
    for (int r = 0; r < sharpes.length; r++) {
      double each = SharpeEvidence.of(trials.returns()[r]).sharpe();
      sharpes[r] = Double.isNaN(each) ? 0 : each;
    }
    // Without other trials to learn the spread from, it is that of the ratio's own error.
    double variance = sharpes.length > 1 ? variance(sharpes) : 1.0 / (trials.periods() - 1);
    figures.put("trials", (double) made);
    figures.put("expected-best-sharpe", year * SharpeEvidence.expectedMaximum(variance, made));
    figures.put("deflated-sharpe", own.deflated(variance, made));
  }

  private void trials() {
    double[][] returns = trials.returns();
    if (returns.length < 2 || trials.periods() < 10) {
      return;
    }
    int blocks = Math.min(BacktestOverfitting.BLOCKS, trials.periods() / 5);
    if (blocks >= 2) {
      BacktestOverfitting overfitting =
          BacktestOverfitting.of(returns, Math.max(2, blocks - blocks % 2));
      figures.put("overfitting", overfitting.probability());
      figures.put("overfitting-loss", overfitting.lossProbability());
      figures.put("overfitting-degradation", overfitting.degradation());
    }
    double[] benchmark = options.benchmark() ? benchmark() : null;
    double[][] advantages = returns;
    if (benchmark != null) {
      advantages = new double[returns.length][trials.periods()];
      for (int r = 0; r < returns.length; r++) {
        for (int i = 0; i < benchmark.length; i++) {
          advantages[r][i] = returns[r][i] - benchmark[i];
        }
      }
    }
    DataSnooping snooping =
        DataSnooping.of(
            advantages, BlockLength.of(returns[0]).stationary(), options.paths(), options.seed());
    figures.put("reality-check", snooping.realityCheck());
    figures.put("spa", snooping.consistent());
  }

  private double @Nullable [] benchmark() {
    RunRecord.Curve curve = run.benchmark();
    if (curve == null) {
      return null;
    }
    double[] returns = new double[trials.periods()];
    for (int i = 0; i < returns.length; i++) {
      double from = curve.at(trials.fromNs() + i * trials.periodNs());
      double to = curve.at(trials.fromNs() + (i + 1) * trials.periodNs());
      returns[i] = from > 0 && to > 0 ? to / from - 1 : 0;
    }
    return returns;
  }

  private List<ExecutionStress.Outcome> monteCarlo() {
    MonteCarlo monteCarlo = new MonteCarlo(options.paths(), options.seed());
    double[] returns = trials.returns()[0];
    put("resampled-returns", monteCarlo.resampledReturns(returns, Resampling.automatic(returns)));
    List<TradeOutcome> trades = run.trades();
    if (trades.size() > 1) {
      double[] own = run.tradeReturns();
      put("shuffled-trades", monteCarlo.shuffledReturns(own));
      put("resampled-trades", monteCarlo.resampledReturns(own, Resampling.automatic(own)));
      figures.put("break-even-bps", TradeStress.breakEvenBps(trades));
    }
    candles(monteCarlo);
    return stress(monteCarlo);
  }

  /** Candles resampled under the strategy where it was run anew, else under its positions. */
  private void candles(MonteCarlo monteCarlo) {
    BootstrapReport anew = reruns.bootstrap();
    if (anew != null) {
      put("resampled-candles", anew.result().paths());
      figures.put("bootstrap.chance", anew.result().chance());
      figures.put("bootstrap.chance-over-holding", anew.result().chanceOverHolding());
      figures.put("bootstrap.loss-share", anew.lossShare());
      figures.put("bootstrap.beats-holding", anew.result().beatsHolding());
      figures.put("bootstrap.block-bars", anew.blockBars());
      return;
    }
    TimingBootstrap timing =
        run.trades().size() < 2 ? null : TimingBootstrap.of(run, trials, monteCarlo);
    if (timing != null) {
      put("resampled-candles", timing.paths());
      figures.put("timing-chance", timing.chance());
    }
  }

  /** Cases of the strategy run anew become figures; else its trades are recalculated. */
  private List<ExecutionStress.Outcome> stress(MonteCarlo monteCarlo) {
    StressReport anew = reruns.stress();
    if (anew != null) {
      figures.put("stress.market-return", anew.worst(StressReport.Step.MARKET));
      figures.put("stress.first-return", anew.worst(StressReport.Step.FIRST));
      figures.put("stress.further-return", anew.worst(StressReport.Step.FURTHER));
      return List.of();
    }
    if (run.trades().size() < 2) {
      return List.of();
    }
    TradeStress stress = new TradeStress(trials, options.slippageBps(), options.latencyNs());
    ExecutionStress.Stress most =
        new ExecutionStress.Stress(SLIPPAGE[SLIPPAGE.length - 1], LATENCY[LATENCY.length - 1]);
    put("stressed-execution", ExecutionStress.paths(monteCarlo, stress, most));
    return ExecutionStress.grid(stress, SLIPPAGE, LATENCY, options.seed());
  }

  private void put(String name, PathDistribution distribution) {
    paths.put(name, distribution);
    figures.put(name + ".final-5", distribution.finalAt(0.05));
    figures.put(name + ".drawdown-5", distribution.drawdownAt(0.05));
    figures.put(name + ".loss-probability", distribution.lossProbability());
  }

  private @Nullable SensitivitySurface surface() {
    SensitivitySurface surface = trials.runs().size() < 3 ? null : Surfaces.of(trials);
    if (surface != null) {
      figures.put("plateau", surface.score(Surfaces.point(surface.axes(), run)));
    }
    return surface;
  }

  private @Nullable Capacity capacity() {
    boolean known =
        run.trades().stream().allMatch(t -> options.markets().containsKey(t.instrument()));
    if (run.trades().isEmpty() || !known || run.daily().size() < 2) {
      return null;
    }
    Capacity capacity =
        Capacity.of(run.daily(), run.meanEquity(), run.trades(), options.markets(), 1, 10_000);
    figures.put("capacity", capacity.capacity() * run.meanEquity());
    return capacity;
  }

  private static double total(double[] returns) {
    double wealth = 1;
    for (double value : returns) {
      wealth *= 1 + value;
    }
    return wealth - 1;
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
}
