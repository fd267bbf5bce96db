package io.cryptoscalp.models.evaluation.policy;

import io.cryptoscalp.models.evaluation.TradingFigures;
import io.cryptoscalp.models.family.policy.MarketPath;
import io.cryptoscalp.models.family.policy.TradingEnvironment;
import io.cryptoscalp.models.family.policy.TradingTerms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Adds up what a rule earns on paths, each traded from its first row to its last as one episode.
 */
final class PolicyJudge {
  private static final long DAY_NS = 86_400_000_000_000L;
  private static final double DAYS_OF_YEAR = 365;
  private static final int POINTS = 400;

  private final TradingTerms terms;
  private final TreeMap<Long, Double> earned = new TreeMap<>(); // by time, fractions of a notional
  private final TreeSet<String> instruments = new TreeSet<>();
  private long rows;
  private long held;
  private long fills;
  private double fees;
  private double turnover;

  PolicyJudge(TradingTerms terms) {
    this.terms = terms;
  }

  /** Trades paths with a rule, side by side. */
  void trade(List<MarketPath> paths, PathRule rule) {
    List<MarketPath> open = new ArrayList<>(paths);
    List<TradingEnvironment> environments = new ArrayList<>();
    for (MarketPath path : paths) {
      environments.add(new TradingEnvironment(path, terms));
      instruments.add(path.instrument().id());
    }
    for (int row = 0; !open.isEmpty(); row++) {
      step(open, environments, row, rule);
      for (int i = open.size() - 1; i >= 0; i--) {
        if (environments.get(i).done()) {
          ended(environments.remove(i));
          open.remove(i);
        }
      }
    }
  }

  private void step(
      List<MarketPath> open, List<TradingEnvironment> environments, int row, PathRule rule) {
    int width = environments.get(0).width();
    float[] observations = new float[open.size() * width];
    for (int i = 0; i < open.size(); i++) {
      environments.get(i).observe(observations, i * width);
    }
    int[] actions = rule.act(open, row, observations);
    for (int i = 0; i < actions.length; i++) {
      TradingEnvironment environment = environments.get(i);
      double before = environment.profit();
      environment.step(actions[i]);
      double part = environment.profit() - before;
      earned.merge(open.get(i).timesNs()[row + 1], part, Double::sum);
      held += environment.side() == 0 ? 0 : 1;
      rows++;
    }
  }

  private void ended(TradingEnvironment environment) {
    fills += environment.fills();
    fees += environment.fees();
    turnover += environment.turnover();
  }

  PolicyFigures figures() {
    double units = Math.max(1, instruments.size());
    double sum = 0;
    double high = 0;
    double drawdown = 0;
    int every = earned.size() / POINTS + 1;
    int at = 0;
    List<TradingFigures.Point> curve = new ArrayList<>();
    for (Map.Entry<Long, Double> entry : earned.entrySet()) {
      sum += entry.getValue() / units;
      high = Math.max(high, sum);
      drawdown = Math.max(drawdown, high - sum);
      at++;
      if (at % every == 0 || at == earned.size()) {
        curve.add(new TradingFigures.Point(entry.getKey(), sum));
      }
    }
    double[] daily = daily(units);
    double mean = Arrays.stream(daily).average().orElse(0);
    double deviation = deviation(daily, mean);
    double sharpe = deviation > 0 ? mean / deviation : 0;
    return new PolicyFigures(
        rows,
        sum,
        fees / units,
        turnover / units,
        fills,
        rows == 0 ? 0 : (double) held / rows,
        sharpe * Math.sqrt(DAYS_OF_YEAR),
        Math.sqrt((1 + sharpe * sharpe / 2) / Math.max(1, daily.length) * DAYS_OF_YEAR),
        drawdown,
        deviation * Math.sqrt(daily.length),
        daily.length,
        curve);
  }

  private double[] daily(double units) {
    if (earned.isEmpty()) {
      return new double[0];
    }
    long first = Math.floorDiv(earned.firstKey(), DAY_NS);
    double[] daily = new double[(int) (Math.floorDiv(earned.lastKey(), DAY_NS) - first + 1)];
    earned.forEach(
        (time, part) -> daily[(int) (Math.floorDiv(time, DAY_NS) - first)] += part / units);
    return daily;
  }

  private static double deviation(double[] values, double mean) {
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1));
  }
}
