package io.cryptoscalp.jobs.search;

import io.cryptoscalp.engine.backtest.EquityPoint;
import io.cryptoscalp.engine.backtest.TrialSummary;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.performance.RunRecord.Curve;
import io.cryptoscalp.engine.performance.RunRecord.Prices;
import io.cryptoscalp.jobs.InstrumentsFile;
import io.cryptoscalp.jobs.backtest.BacktestInput;
import io.cryptoscalp.jobs.backtest.BacktestRequest;
import io.cryptoscalp.jobs.backtest.FlinkTrialRunner;
import io.cryptoscalp.jobs.backtest.PassPrices;
import io.cryptoscalp.jobs.backtest.TradeOutcomes;
import io.cryptoscalp.jobs.backtest.TrialResult;
import io.cryptoscalp.jobs.backtest.TrialSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Trials over frames, each pass a job over the frames up to its end. Of the runners of these jobs
 * at most one lives at a time.
 */
public final class FrameRunner implements StudyRunner, AutoCloseable {
  private static final long PROBE_INTERVAL_NS = 3_600_000_000_000L;
  private static final String CURRENCY = "USDT";

  private final BacktestInput input;
  private final Function<BacktestInput, FlinkTrialRunner> runners;
  private long until = Long.MAX_VALUE;
  private FlinkTrialRunner runner;

  /**
   * Trials over an input.
   *
   * @param runners makes runners over parts of it
   */
  public FrameRunner(BacktestInput input, Function<BacktestInput, FlinkTrialRunner> runners) {
    this.input = input;
    this.runners = runners;
    runner = runners.apply(input);
  }

  private FlinkTrialRunner until(long toNs) {
    if (toNs != until) {
      runner.close();
      runner = runners.apply(input.between(0, toNs));
      until = toNs;
    }
    return runner;
  }

  /** Receive times of the first market state and just behind the last; both 0 without any. */
  public long[] span(Map<String, String> base) throws Exception {
    TrialSpec probe = TrialSpec.of("span", Map.of());
    BacktestRequest request =
        new BacktestRequest(
            "span", new TreeMap<>(base), new ArrayList<>(List.of(probe)), PROBE_INTERVAL_NS);
    TrialSummary summary = until(Long.MAX_VALUE).run(request).get(0).summary();
    return summary.ticks() == 0
        ? new long[] {0, 0}
        : new long[] {summary.firstNs(), summary.lastNs() + 1};
  }

  @Override
  public List<TrialRun> run(StudyPass pass) throws Exception {
    ArrayList<TrialSpec> specs = new ArrayList<>();
    for (StudyPass.Trial trial : pass.trials()) {
      specs.add(
          new TrialSpec(trial.id(), new TreeMap<>(trial.settings()), pass.fromNs(), pass.toNs()));
    }
    BacktestRequest request =
        new BacktestRequest(pass.name(), new TreeMap<>(pass.base()), specs, pass.gridNs());
    FlinkTrialRunner over = until(pass.toNs());
    FlinkTrialRunner.Priced came =
        pass.prices()
            ? over.priced(request)
            : new FlinkTrialRunner.Priced(over.run(request), PassPrices.NONE);
    InstrumentCatalogue catalogue = InstrumentsFile.of(request.shared().instrumentsFile()).get();
    List<TrialRun> runs = new ArrayList<>();
    for (TrialResult result : came.results()) {
      SortedMap<String, String> keys = new TreeMap<>(pass.base());
      keys.putAll(result.trial().settings());
      List<String> traded = BacktestRequest.job(keys).tradedInstruments();
      List<Prices> prices = came.prices().of(traded, pass.fromNs(), pass.toNs());
      runs.add(run(result, catalogue, prices));
    }
    return runs;
  }

  private static TrialRun run(
      TrialResult result, InstrumentCatalogue catalogue, List<Prices> prices) {
    TrialSummary summary = result.summary();
    List<EquityPoint> points = result.equity();
    return new TrialRun(
        summary.startEquity(),
        summary.equity(),
        summary.maxDrawdown(),
        summary.turnover(),
        summary.fees(),
        summary.trades(),
        new Curve(
            points.stream().mapToLong(EquityPoint::timeNs).toArray(),
            points.stream().mapToDouble(EquityPoint::equity).toArray()),
        TradeOutcomes.of(result.trades(), catalogue),
        prices,
        false);
  }

  @Override
  public String currency() {
    return CURRENCY;
  }

  @Override
  public void close() {
    runner.close();
  }
}
