package io.cryptoscalp.jobs.search;

import io.cryptoscalp.engine.barsim.BarBacktest;
import io.cryptoscalp.engine.barsim.BarFills;
import io.cryptoscalp.engine.barsim.BarMarket;
import io.cryptoscalp.engine.barsim.BarResult;
import io.cryptoscalp.engine.barsim.BarStrategyProvider;
import io.cryptoscalp.engine.performance.RunRecord.Prices;
import io.cryptoscalp.engine.search.Parameter;
import io.cryptoscalp.engine.search.SearchSpace;
import io.cryptoscalp.engine.strategy.StrategyParameters;
import io.cryptoscalp.jobs.backtest.PassPrices;
import io.cryptoscalp.jobs.barsim.BarRecords;
import io.cryptoscalp.jobs.barsim.BarTrial;
import io.cryptoscalp.jobs.barsim.BarTrials;
import io.cryptoscalp.models.promotion.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Trials over bars, in this process, spread over threads. A pass has the bars that have closed at
 * its end and no others. Keys {@code parameter.NAME} of the base are parameters of all trials.
 */
public final class BarRunner implements StudyRunner {
  private static final double[] PLACES = {0, 0.13, 0.37, 0.61, 0.89, 1};

  private final BarBacktest backtest;
  private final BarStrategyProvider provider;
  private final int threads;
  private long until = Long.MIN_VALUE;
  private BarBacktest part;

  /**
   * Trials over bars.
   *
   * @param threads trials side by side, at least 1
   */
  public BarRunner(BarBacktest backtest, BarStrategyProvider provider, int threads) {
    this.backtest = backtest;
    this.provider = provider;
    this.threads = threads;
    part = backtest;
  }

  /**
   * Checks that the strategy knows the parameters of a space, and takes their values, each alone.
   *
   * @throws IllegalArgumentException {@code STRATEGY_PARAMETER_UNKNOWN}, {@code
   *     STRATEGY_PARAMETER_INVALID}
   */
  public void require(SearchSpace space, Map<String, String> base) {
    var unusedFixed = parameters(base, Map.of());
    for (int d = 0; d < space.size(); d++) {
      Parameter parameter = space.parameter(d);
      for (double unit : PLACES) {
        var unused = parameters(base, Map.of(parameter.name(), parameter.value(unit)));
      }
    }
  }

  private StrategyParameters parameters(Map<String, String> base, Map<String, String> settings) {
    SortedMap<String, Double> given = new TreeMap<>();
    base.forEach(
        (key, value) -> {
          if (key.startsWith(Evidence.PARAMETER)) {
            given.put(key.substring(Evidence.PARAMETER.length()), number(key, value));
          }
        });
    settings.forEach((key, value) -> given.put(key, number(key, value)));
    return StrategyParameters.of(provider.parameters(), given);
  }

  private static double number(String key, String value) {
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "STRATEGY_PARAMETER_INVALID: name=" + key + " value=" + value + " expected=number", e);
    }
  }

  @Override
  public List<TrialRun> run(StudyPass pass) throws Exception {
    if (pass.toNs() != until) {
      part = backtest.until(pass.toNs());
      until = pass.toNs();
    }
    BarBacktest bars =
        new BarBacktest(part.markets(), part.terms().withEquityPeriod(pass.gridNs()));
    List<@Nullable BarTrial> all = new ArrayList<>();
    List<BarTrial> taken = new ArrayList<>();
    for (StudyPass.Trial trial : pass.trials()) {
      BarTrial made = trial(trial, pass.base());
      all.add(made);
      if (made != null) {
        taken.add(made);
      }
    }
    List<BarResult> results =
        new BarTrials(bars, threads).results(taken, pass.fromNs(), pass.toNs());
    List<Prices> prices = pass.prices() ? prices(bars, pass) : List.of();
    List<TrialRun> runs = new ArrayList<>();
    int next = 0;
    for (BarTrial trial : all) {
      runs.add(
          trial == null
              ? TrialRun.refused(bars.terms().startEquity())
              : run(results.get(next++), prices));
    }
    return runs;
  }

  /** Null where the strategy does not take the values together. */
  private @Nullable BarTrial trial(StudyPass.Trial trial, Map<String, String> base) {
    StrategyParameters parameters = parameters(base, trial.settings());
    BarTrial made = new BarTrial(trial.id(), provider, parameters, trial.settings().toString());
    try {
      var unused = made.strategy();
      return made;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static List<Prices> prices(BarBacktest bars, StudyPass pass) {
    List<String> instruments = new ArrayList<>();
    for (BarMarket market : bars.markets()) {
      instruments.add(market.series().instrument());
    }
    return new PassPrices(BarRecords.prices(bars)).of(instruments, pass.fromNs(), pass.toNs());
  }

  private static TrialRun run(BarResult result, List<Prices> prices) {
    BarFills fills = result.fills();
    double turnover = 0;
    for (int i = 0; i < fills.size(); i++) {
      turnover += Math.abs(fills.price(i) * fills.quantity(i));
    }
    return new TrialRun(
        result.startEquity(),
        result.endEquity(),
        result.largestFall(),
        turnover,
        result.fees(),
        result.trades().size(),
        result.equity(),
        result.trades(),
        prices,
        false);
  }

  @Override
  public String currency() {
    return BarRecords.CURRENCY;
  }
}
