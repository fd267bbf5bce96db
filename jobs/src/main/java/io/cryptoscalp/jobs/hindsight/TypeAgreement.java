package io.cryptoscalp.jobs.hindsight;

import io.cryptoscalp.engine.regime.MarketType;
import io.cryptoscalp.engine.regime.markov.MarkovModel;
import io.cryptoscalp.models.regime.RegimeLabels;
import io.cryptoscalp.models.regime.RegimeSeries;
import java.util.Arrays;

/**
 * How far the consensus, live, names the same kind of market as the likeliest path of a model's
 * states does in hindsight. Compared at the end of each of the model's intervals that has a bar,
 * with the kind that a state stands for by its statistics. Cohen's kappa (1960, "A coefficient of
 * agreement for nominal scales") takes off what two who know nothing of each other would agree on.
 *
 * @param model name of the model
 * @param intervals compared
 * @param same share of them with the same of the four kinds, 0 to 1
 * @param kappa of these; NaN when both say the same always
 * @param sameWild share with the same answer to whether volatility is high
 * @param wildKappa of these
 */
public record TypeAgreement(
    String model, int intervals, double same, double kappa, double sameWild, double wildKappa) {

  /**
   * Compares.
   *
   * @throws IllegalArgumentException coded {@code REGIME_BAR_TOO_LONG} when candles are longer than
   *     the model's interval
   */
  public static TypeAgreement of(ConsensusRun run, MarkovModel model) {
    RegimeSeries series = CandleSeries.of(run.candles(), model.spec());
    int[] path = RegimeLabels.hindsight(model, series).labels();
    int kinds = MarketType.values().length;
    int[][] counts = new int[kinds][kinds];
    int[][] wild = new int[2][2];
    int candle = 0;
    int intervals = 0;
    for (int i = 0; i < series.size(); i++) {
      long end = series.ends()[i];
      while (candle + 1 < run.regimes().length && run.endNs(candle + 1) <= end) {
        candle++;
      }
      if (Double.isNaN(series.closes()[i]) || run.endNs(candle) > end) {
        continue;
      }
      MarketType live = run.type(candle);
      MarketType past = model.type(path[i]);
      counts[live.code()][past.code()]++;
      wild[live == MarketType.HIGH_VOLATILITY ? 1 : 0][
          past == MarketType.HIGH_VOLATILITY ? 1 : 0]++;
      intervals++;
    }
    return new TypeAgreement(
        model.name(), intervals, same(counts), kappa(counts), same(wild), kappa(wild));
  }

  private static double same(int[][] counts) {
    int diagonal = 0;
    for (int i = 0; i < counts.length; i++) {
      diagonal += counts[i][i];
    }
    return (double) diagonal / Arrays.stream(counts).flatMapToInt(Arrays::stream).sum();
  }

  private static double kappa(int[][] counts) {
    double total = Arrays.stream(counts).flatMapToInt(Arrays::stream).sum();
    double chance = 0;
    for (int i = 0; i < counts.length; i++) {
      double column = 0;
      for (int[] row : counts) {
        column += row[i];
      }
      chance += Arrays.stream(counts[i]).sum() / total * (column / total);
    }
    return chance >= 1 ? Double.NaN : (same(counts) - chance) / (1 - chance);
  }
}
