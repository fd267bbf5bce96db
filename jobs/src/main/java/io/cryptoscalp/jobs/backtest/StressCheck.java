package io.cryptoscalp.jobs.backtest;

import io.cryptoscalp.engine.backtest.EquityPoint;
import io.cryptoscalp.engine.backtest.TrialSummary;
import io.cryptoscalp.engine.performance.Metric;
import io.cryptoscalp.engine.performance.ReturnMetrics;
import io.cryptoscalp.engine.performance.ReturnSeries;
import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.models.validation.StressReport;
import io.cryptoscalp.models.validation.StressReport.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Runs a trial of a finished run again, as it was and under worse executions at the simulated
 * venue, all in one pass: each decides by what it then meets.
 */
public final class StressCheck {
  private static final Map<String, String> VENUE = Map.of("venue.mode", "simulated");
  private static final Map<String, String> QUEUE = Map.of("venue.queue", "risk-averse");
  private static final String FACTOR = "venue.latency.factor";

  private final StoredRun stored;
  private final TrialSpec trial;
  private final SortedMap<String, ImpactText.Pace> paces;

  /** A case before it has run. */
  record Plan(String id, Step step, Map<String, String> settings) {}

  /**
   * A check.
   *
   * @param trial one of the run
   * @param volatility of a day, a fraction, of each instrument that was traded
   * @param volumes of a day, base units; impact is stressed where all instruments have one
   */
  public StressCheck(
      StoredRun stored,
      TrialSpec trial,
      Map<String, Double> volatility,
      Map<String, Double> volumes) {
    this.stored = stored;
    this.trial = trial;
    paces = new TreeMap<>();
    volatility.forEach(
        (instrument, value) -> {
          Double volume = volumes.get(instrument);
          if (volume != null) {
            paces.put(instrument, new ImpactText.Pace(value, volume));
          }
        });
    if (paces.size() < volatility.size()) {
      paces.clear();
    }
  }

  /** True when enough is known of the markets to stress impact. */
  public boolean stressesImpact() {
    return !paces.isEmpty();
  }

  /** What will be run. */
  List<Plan> plans() {
    Map<String, String> own = new TreeMap<>(stored.settings());
    own.putAll(trial.settings());
    boolean atVenue = VenueSettings.of(own).simulated();
    List<Plan> plans = new ArrayList<>();
    plans.add(new Plan("as run", Step.AS_RUN, Map.of()));
    if (!atVenue) {
      plans.add(new Plan("simulated venue", Step.MARKET, VENUE));
    }
    String queue = own.getOrDefault("venue.queue", "log");
    boolean strict = queue.equals("risk-averse") || queue.equals("through-only");
    if (!strict || !atVenue) {
      plans.add(new Plan("venue, last in the queue", Step.MARKET, with(VENUE, QUEUE)));
    }
    plans.add(new Plan("latency x5", Step.FIRST, with(VENUE, slower(own, 5))));
    plans.add(new Plan("latency x20", Step.FURTHER, with(VENUE, slower(own, 20))));
    Map<String, String> worst = with(with(VENUE, QUEUE), slower(own, 20));
    if (stressesImpact()) {
      plans.add(new Plan("impact x1", Step.FIRST, with(VENUE, impact(1))));
      plans.add(new Plan("impact x2", Step.FURTHER, with(VENUE, impact(2))));
      worst = with(worst, impact(2));
    }
    double fees = Double.parseDouble(own.getOrDefault("venue.fees.factor", "1"));
    Map<String, String> dearer = Map.of("venue.fees.factor", Double.toString(1.5 * fees));
    plans.add(new Plan("fees x1.5", Step.FURTHER, with(VENUE, dearer)));
    plans.add(new Plan("all at their worst", Step.FURTHER, with(worst, dearer)));
    return plans;
  }

  private static Map<String, String> slower(Map<String, String> own, double times) {
    double factor = Double.parseDouble(own.getOrDefault(FACTOR, "1"));
    return Map.of(FACTOR, Double.toString(times * factor));
  }

  private Map<String, String> impact(double factor) {
    return Map.of("venue.impact", ImpactText.squareRoot(factor, paces));
  }

  private static Map<String, String> with(Map<String, String> first, Map<String, String> more) {
    Map<String, String> both = new TreeMap<>(first);
    both.putAll(more);
    return both;
  }

  /**
   * Runs all cases.
   *
   * @param judged the record of the trial, whose run and data the report names
   * @throws BacktestException {@code BACKTEST_NOT_REPRODUCED} when the trial as it was no longer
   *     sends the same orders; {@code BACKTEST_...} of the pass
   */
  public StressReport run(TrialRunner runner, RunRecord judged) throws Exception {
    List<Plan> plans = plans();
    List<TrialSpec> specs = new ArrayList<>();
    for (int i = 0; i < plans.size(); i++) {
      TreeMap<String, String> settings = new TreeMap<>(trial.settings());
      settings.putAll(plans.get(i).settings());
      specs.add(new TrialSpec("s" + i, settings, trial.fromNs(), trial.toNs()));
    }
    BacktestRequest request =
        new BacktestRequest(
            "stress-" + stored.run() + "-" + trial.id(),
            new TreeMap<>(stored.settings()),
            new ArrayList<>(specs),
            stored.equityIntervalNs());
    List<TrialResult> results = runner.run(request);
    long digest = results.get(0).summary().digest();
    Long expected = stored.digests().get(trial.id());
    if (expected == null || digest != expected) {
      throw new BacktestException(
          "BACKTEST_NOT_REPRODUCED: trial="
              + trial.id()
              + " digest="
              + Long.toHexString(digest)
              + " expected="
              + (expected == null ? "" : Long.toHexString(expected)));
    }
    List<StressReport.Case> cases = new ArrayList<>();
    for (int i = 0; i < plans.size(); i++) {
      cases.add(result(plans.get(i), results.get(i), TrialFigures.periodNs(judged)));
    }
    return new StressReport(judged.runId(), judged.dataHash(), cases);
  }

  private static StressReport.Case result(Plan plan, TrialResult result, long periodNs) {
    TrialSummary summary = result.summary();
    return new StressReport.Case(
        plan.id(),
        plan.step(),
        summary.equity() / summary.startEquity() - 1,
        sharpe(result, periodNs),
        summary.maxDrawdown(),
        summary.orders(),
        summary.trades(),
        summary.fees());
  }

  private static double sharpe(TrialResult result, long periodNs) {
    if (result.equity().isEmpty()) {
      return Double.NaN;
    }
    ReturnSeries series =
        ReturnSeries.ofEquity(
            result.equity().stream().mapToLong(EquityPoint::timeNs).toArray(),
            result.equity().stream().mapToDouble(EquityPoint::equity).toArray(),
            result.summary().startEquity(),
            periodNs);
    return series.size() < 2
        ? Double.NaN
        : ReturnMetrics.of(series, null).getOrDefault(Metric.SHARPE, Double.NaN);
  }
}
