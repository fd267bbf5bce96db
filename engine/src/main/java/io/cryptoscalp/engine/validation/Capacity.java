package io.cryptoscalp.engine.validation;

import io.cryptoscalp.engine.performance.ReturnSeries;
import io.cryptoscalp.engine.performance.SharpeEvidence;
import io.cryptoscalp.engine.performance.TradeOutcome;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * How much capital a strategy carries. Trading a size Q against a daily volume V moves the price by
 * Y x daily volatility x sqrt(Q / V) (square-root law; Almgren, Thum, Hauptmann and Li, Risk 18,
 * 2005; Toth et al., Physical Review X 1, 2011). The size that was run has paid its own costs; a
 * multiple of it pays what the law adds.
 *
 * @param multiples multiples of the capital that was run
 * @param sharpes annual Sharpe ratio at each
 * @param capacity multiple at which the ratio is half that at 1; infinite beyond the largest tried,
 *     0 when the ratio is not above 0 to begin with
 */
public record Capacity(double[] multiples, double[] sharpes, double capacity) {
  private static final int STEPS = 25;
  private static final int HALVINGS = 60;

  /**
   * A market.
   *
   * @param dailyVolume mean value traded in a day, account currency, positive
   * @param dailyVolatility standard deviation of daily returns, 0 or more
   */
  public record Market(double dailyVolume, double dailyVolatility) {}

  /**
   * Computes it.
   *
   * @param daily returns of days, after the costs of the size that was run
   * @param equity mean equity of the run, account currency, positive
   * @param trades its trades
   * @param markets of the instruments by id
   * @param impact the law's factor Y, about 1
   * @param most largest multiple tried, above 1
   * @throws IllegalArgumentException {@code CAPACITY_INVALID} when a market is missing
   */
  public static Capacity of(
      ReturnSeries daily,
      double equity,
      List<TradeOutcome> trades,
      Map<String, Market> markets,
      double impact,
      double most) {
    if (!(equity > 0) || !(most > 1) || daily.size() < 2) {
      throw new IllegalArgumentException(
          "CAPACITY_INVALID: equity=" + equity + " most=" + most + " days=" + daily.size());
    }
    double[] unit = unitCosts(daily, equity, trades, markets, impact);
    double[] multiples = new double[STEPS + 1];
    double[] sharpes = new double[STEPS + 1];
    for (int i = 0; i <= STEPS; i++) {
      multiples[i] = StrictMath.pow(most, (double) i / STEPS);
      sharpes[i] = sharpe(daily, unit, multiples[i]);
    }
    return new Capacity(multiples, sharpes, half(daily, unit, sharpes[0], most));
  }

  /** What the law takes from each day's return at the size that was run. */
  private static double[] unitCosts(
      ReturnSeries daily,
      double equity,
      List<TradeOutcome> trades,
      Map<String, Market> markets,
      double impact) {
    double[] costs = new double[daily.size()];
    for (TradeOutcome trade : trades) {
      Market market = markets.get(trade.instrument());
      if (market == null || !(market.dailyVolume() > 0)) {
        throw new IllegalArgumentException(
            "CAPACITY_INVALID: no market of instrument=" + trade.instrument());
      }
      double share =
          impact * market.dailyVolatility() * Math.sqrt(trade.notional() / market.dailyVolume());
      int day = day(daily, trade.exitNs());
      costs[day] += 2 * share * trade.notional() / equity;
    }
    return costs;
  }

  private static int day(ReturnSeries daily, long timeNs) {
    int at = Arrays.binarySearch(daily.endNs(), timeNs);
    return Math.min(at < 0 ? -(at + 1) : at, daily.size() - 1);
  }

  /** A multiple k pays sqrt(k) times the share of before; the first share has been paid. */
  private static double sharpe(ReturnSeries daily, double[] unit, double multiple) {
    double[] returns = new double[unit.length];
    for (int i = 0; i < returns.length; i++) {
      returns[i] = daily.returns()[i] - unit[i] * (Math.sqrt(multiple) - 1);
    }
    return SharpeEvidence.of(returns).sharpe() * Math.sqrt(daily.periodsPerYear());
  }

  private static double half(ReturnSeries daily, double[] unit, double now, double most) {
    if (!(now > 0)) {
      return 0;
    }
    if (sharpe(daily, unit, most) > now / 2) {
      return Double.POSITIVE_INFINITY;
    }
    double low = 1;
    double high = most;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = Math.sqrt(low * high);
      if (sharpe(daily, unit, middle) > now / 2) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return Math.sqrt(low * high);
  }
}
