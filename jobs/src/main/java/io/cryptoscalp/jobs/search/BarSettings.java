package io.cryptoscalp.jobs.search;

import io.cryptoscalp.engine.barsim.BarBacktest;
import io.cryptoscalp.engine.barsim.BarMarket;
import io.cryptoscalp.engine.barsim.BarTerms;
import io.cryptoscalp.engine.barsim.IntrabarRule;
import io.cryptoscalp.engine.barsim.LimitRule;
import io.cryptoscalp.jobs.barsim.BarCosts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Terms and costs of a study on bars, as its base keeps them.
 *
 * @param terms of the account; distances of points of equity are the study's own
 * @param costs of the instruments
 */
public record BarSettings(BarTerms terms, BarCosts costs) {
  private static final long ANY_NS = 3_600_000_000_000L;

  /** Keys of a study's base. */
  public SortedMap<String, String> keys() {
    SortedMap<String, String> keys = new TreeMap<>();
    keys.put("terms.start.equity", Double.toString(terms.startEquity()));
    keys.put("terms.leverage", Double.toString(terms.leverage()));
    keys.put("terms.intrabar", terms.rule().name().toLowerCase(Locale.ROOT));
    keys.put("terms.limits", terms.limits().name().toLowerCase(Locale.ROOT));
    keys.put("terms.slippage.ticks", Double.toString(terms.slippageTicks()));
    keys.put("terms.slippage.bps", Double.toString(terms.slippageBps()));
    keys.put("terms.volume.share", Double.toString(terms.volumeShare()));
    keys.put("terms.liquidation.fee", Double.toString(terms.liquidationFee()));
    keys.put("terms.delay", Integer.toString(terms.delayBars()));
    keys.put("market.tick", Double.toString(costs.tick()));
    keys.put("market.lot", Double.toString(costs.lot()));
    keys.put("market.fee.maker", Double.toString(costs.makerFee()));
    keys.put("market.fee.taker", Double.toString(costs.takerFee()));
    keys.put("market.maintenance", Double.toString(costs.maintenance()));
    return keys;
  }

  /**
   * Reads them back.
   *
   * @throws StudyException {@code STUDY_FILE_INVALID} naming the key
   */
  public static BarSettings of(Map<String, String> base) {
    return new BarSettings(
        new BarTerms(
            number(base, "terms.start.equity"),
            number(base, "terms.leverage"),
            rule(base),
            limits(base),
            number(base, "terms.slippage.ticks"),
            number(base, "terms.slippage.bps"),
            number(base, "terms.volume.share"),
            number(base, "terms.liquidation.fee"),
            ANY_NS,
            whole(base, "terms.delay")),
        new BarCosts(
            number(base, "market.tick"),
            number(base, "market.lot"),
            number(base, "market.fee.maker"),
            number(base, "market.fee.taker"),
            number(base, "market.maintenance")));
  }

  /** Bars with these terms and costs. */
  public BarBacktest over(List<BarMarket> markets) {
    List<BarMarket> priced = new ArrayList<>();
    markets.forEach(market -> priced.add(costs.of(market)));
    return new BarBacktest(priced, terms);
  }

  private static IntrabarRule rule(Map<String, String> base) {
    for (IntrabarRule rule : IntrabarRule.values()) {
      if (rule.name().equalsIgnoreCase(base.get("terms.intrabar"))) {
        return rule;
      }
    }
    throw invalid(base, "terms.intrabar");
  }

  private static LimitRule limits(Map<String, String> base) {
    for (LimitRule limits : LimitRule.values()) {
      if (limits.name().equalsIgnoreCase(base.get("terms.limits"))) {
        return limits;
      }
    }
    throw invalid(base, "terms.limits");
  }

  private static double number(Map<String, String> base, String key) {
    try {
      return Double.parseDouble(base.getOrDefault(key, ""));
    } catch (NumberFormatException e) {
      throw invalid(base, key);
    }
  }

  private static int whole(Map<String, String> base, String key) {
    try {
      return Integer.parseInt(base.getOrDefault(key, ""));
    } catch (NumberFormatException e) {
      throw invalid(base, key);
    }
  }

  private static StudyException invalid(Map<String, String> base, String key) {
    return new StudyException(
        "STUDY_FILE_INVALID: file=study.json key=" + key + " value=" + base.get(key));
  }
}
