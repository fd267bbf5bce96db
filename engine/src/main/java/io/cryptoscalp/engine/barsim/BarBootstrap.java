package io.cryptoscalp.engine.barsim;

import io.cryptoscalp.engine.performance.Quantiles;
import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.engine.validation.PathDistribution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A strategy on histories made of its own bars in another order ({@link BarResampler}), on each of
 * which it decided anew. Order within blocks stays, order beyond them is chance. So a result that
 * lies among those of the paths does not live in the order of prices beyond a block; one far above
 * them does, by skill at such lengths or by luck, which paths alone cannot tell apart.
 *
 * @param paths wealth of the paths by that at their start
 * @param actual last wealth on the history that was, by that at its start
 * @param actualDrawdown deepest drawdown there, 0 or below
 * @param held what holding all instruments in equal parts, without costs, came to there
 * @param heldMedian the same, median of the paths
 * @param beatsHolding share of the paths on which the strategy ended above holding
 * @param chance share of the paths that did at least as well as history, itself counted as one
 * @param chanceOverHolding the same of wealth by that of holding: where a market went differs much
 *     between paths, and says nothing of the strategy
 */
public record BarBootstrap(
    PathDistribution paths,
    double actual,
    double actualDrawdown,
    double held,
    double heldMedian,
    double beatsHolding,
    double chance,
    double chanceOverHolding) {
  /**
   * A strategy on one history.
   *
   * @param wealth after each period of the equity curve, by that at the start
   * @param held what holding came to
   */
  public record Path(double[] wealth, double held) {
    /**
     * What a run left.
     *
     * @param backtest the history
     * @param result of a run over all of it
     */
    public static Path of(BarBacktest backtest, BarResult result) {
      RunRecord.Curve curve = result.equity();
      int size = curve.value().length;
      long periodNs = backtest.terms().equityPeriodNs();
      // An account that was lost before the end has nothing until then.
      long missing = Math.max(0, (backtest.toNs() - result.toNs()) / periodNs);
      double[] wealth = Arrays.copyOf(curve.value(), (int) (size + missing));
      Arrays.fill(wealth, size, wealth.length, curve.value()[size - 1]);
      for (int i = 0; i < wealth.length; i++) {
        wealth[i] /= result.startEquity();
      }
      double held = 0;
      for (BarMarket market : backtest.markets()) {
        BarSeries series = market.series();
        held += series.close(series.size() - 1) / series.open(0) / backtest.markets().size();
      }
      return new Path(wealth, held);
    }

    /** Last wealth. */
    public double end() {
      return wealth[wealth.length - 1];
    }
  }

  /**
   * Compares history with paths.
   *
   * @param history the strategy on the history that was
   * @param paths the strategy on the others, at least one
   */
  public static BarBootstrap of(Path history, List<Path> paths) {
    List<double[]> wealth = new ArrayList<>();
    double[] held = new double[paths.size()];
    int beats = 0;
    int better = 0;
    int further = 0;
    for (int i = 0; i < held.length; i++) {
      Path path = paths.get(i);
      wealth.add(path.wealth());
      held[i] = path.held();
      beats += path.end() > path.held() ? 1 : 0;
      better += path.end() >= history.end() ? 1 : 0;
      further += path.end() / path.held() >= history.end() / history.held() ? 1 : 0;
    }
    return new BarBootstrap(
        PathDistribution.of(wealth),
        history.end(),
        PathDistribution.of(List.of(history.wealth())).drawdowns()[0],
        history.held(),
        Quantiles.of(held, 0.5),
        (double) beats / held.length,
        (better + 1.0) / (held.length + 1.0),
        (further + 1.0) / (held.length + 1.0));
  }
}
