package io.cryptoscalp.models.validation;

import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.engine.performance.TradeOutcome;
import io.cryptoscalp.engine.validation.BlockLength;
import io.cryptoscalp.engine.validation.MonteCarlo;
import io.cryptoscalp.engine.validation.PathDistribution;
import io.cryptoscalp.engine.validation.Resampling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A bootstrap of candles under positions that were taken: the moves of prices are drawn anew in
 * blocks, of all instruments alike, while trades keep their times, sides, sizes and costs. A
 * strategy whose profit comes from when it trades does as well on few of these markets; one that
 * only rode what all of the market did, or had luck, on many. It does not let the strategy decide
 * anew.
 *
 * @param paths profits of the paths, as wealth by start
 * @param actual what the same sum is on the market as it was
 * @param chance share of the paths that did at least as well
 */
public record TimingBootstrap(PathDistribution paths, double actual, double chance) {
  private static final int FEWEST_MOVES = 30;

  /**
   * Draws the paths.
   *
   * @return null where no prices are known of an instrument that was traded, or too few
   */
  static @Nullable TimingBootstrap of(RunRecord run, AlignedReturns grid, MonteCarlo monteCarlo) {
    int n = grid.periods();
    Map<String, double[]> moves = new HashMap<>();
    for (RunRecord.Prices prices : run.prices()) {
      moves.put(prices.instrument(), moves(prices.closes(), grid));
    }
    Set<String> traded = new HashSet<>();
    run.trades().forEach(trade -> traded.add(trade.instrument()));
    if (n < FEWEST_MOVES || traded.isEmpty() || !moves.keySet().containsAll(traded)) {
      return null;
    }
    List<Held> held = new ArrayList<>();
    for (TradeOutcome trade : run.trades()) {
      int from = grid.period(trade.entryNs());
      int to = Math.max(from + 1, grid.period(trade.exitNs()));
      double sign = trade.side() == Side.BUY ? 1 : -1;
      double cost = trade.fees() - trade.funding();
      held.add(new Held(trade.instrument(), from, to, sign * trade.notional(), cost));
    }
    int[] asItWas = new int[n];
    Arrays.setAll(asItWas, i -> i);
    double start = run.startEquity();
    double actual = profit(held, moves, asItWas) / start;
    double[] first = moves.get(run.trades().get(0).instrument());
    Resampling resampling =
        new Resampling(
            Resampling.Kind.STATIONARY,
            Math.max(1, first == null ? 1 : BlockLength.of(first).stationary()));
    int[] positions = new int[n];
    PathDistribution paths =
        monteCarlo.runs(
            (SplittableRandom random) -> {
              resampling.draw(positions, n, random);
              return new double[] {Math.max(-1, profit(held, moves, positions) / start)};
            });
    int better = 0;
    for (double wealth : paths.finals()) {
      better += wealth - 1 >= actual ? 1 : 0;
    }
    return new TimingBootstrap(paths, actual, (better + 1.0) / (paths.paths() + 1.0));
  }

  /** A position, by the periods of its entry and exit: the price at the begin of each counts. */
  private record Held(String instrument, int from, int to, double notional, double cost) {}

  private static double profit(List<Held> held, Map<String, double[]> moves, int[] positions) {
    Map<String, double[]> levels = new HashMap<>();
    moves.forEach((instrument, each) -> levels.put(instrument, levels(each, positions)));
    double profit = 0;
    for (Held each : held) {
      double[] level = levels.get(each.instrument());
      if (level != null) {
        profit +=
            each.notional()
                    * (level[Math.min(each.to(), level.length - 1)] / level[each.from()] - 1)
                - each.cost();
      }
    }
    return profit;
  }

  private static double[] levels(double[] moves, int[] positions) {
    double[] levels = new double[positions.length + 1];
    levels[0] = 1;
    for (int i = 0; i < positions.length; i++) {
      levels[i + 1] = levels[i] * (1 + moves[positions[i]]);
    }
    return levels;
  }

  private static double[] moves(RunRecord.Curve closes, AlignedReturns grid) {
    double[] moves = new double[grid.periods()];
    for (int i = 0; i < moves.length; i++) {
      double from = closes.at(grid.fromNs() + i * grid.periodNs());
      double to = closes.at(grid.fromNs() + (i + 1) * grid.periodNs());
      moves[i] = from > 0 && to > 0 ? to / from - 1 : 0;
    }
    return moves;
  }
}
