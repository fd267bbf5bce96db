package io.cryptoscalp.engine.risk;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * Limits of an account. Shares are fractions of equity. The regime's risk profile scales size, stop
 * and number of positions on top.
 *
 * @param tradable instrument ids that may be traded
 * @param maxRiskPerTrade largest loss at the stop of one trade, whatever the regime allows
 * @param maxPositionShare largest notional of one position
 * @param maxGrossShare largest gross exposure
 * @param maxNetShare largest net exposure
 * @param maxBaseShare largest exposure to one base currency
 * @param maxLeverage largest gross notional over equity
 * @param marginReserve share of equity that stays free of margin
 * @param dailyLossHalt loss of a UTC day that halts the account
 * @param drawdownHalt fall from the peak that halts the account
 * @param drawdownReduce fall from the peak from which only reducing is allowed
 * @param crashShare share of instruments in CRASH from which no entry is allowed
 * @param maxFundingAgainst largest funding rate a position may pay
 * @param requireModel true when an entry needs a valid prediction
 * @param minConfidence least confidence of an entry
 * @param maxDisagreement how far the probability may lie on the wrong side of one half
 * @param maxTickAgeNs oldest tick of the instrument, receive time
 * @param maxOrdersPerMinute entries within 60 s of receive time
 * @param maxUnknownOrders orders in state UNKNOWN from which no entry is allowed
 * @param maxOrderNotional largest notional of one order, account currency
 * @param priceBand largest distance of the reference price from the mark price, fraction
 */
public record RiskLimits(
    Set<String> tradable,
    double maxRiskPerTrade,
    double maxPositionShare,
    double maxGrossShare,
    double maxNetShare,
    double maxBaseShare,
    double maxLeverage,
    double marginReserve,
    double dailyLossHalt,
    double drawdownHalt,
    double drawdownReduce,
    double crashShare,
    double maxFundingAgainst,
    boolean requireModel,
    double minConfidence,
    double maxDisagreement,
    long maxTickAgeNs,
    int maxOrdersPerMinute,
    int maxUnknownOrders,
    double maxOrderNotional,
    double priceBand) {

  /**
   * Defaults for the given instruments: no leverage beyond 3, halts at 3 % a day and 10 % from the
   * peak.
   */
  public static RiskLimits defaults(Set<String> tradable) {
    return new RiskLimits(
        tradable,
        0.02,
        0.25,
        1.5,
        1.0,
        0.5,
        3.0,
        0.2,
        0.03,
        0.10,
        0.07,
        0.5,
        0.001,
        false,
        0.1,
        0.1,
        5_000_000_000L,
        60,
        1,
        250_000,
        0.02);
  }

  /** Checks the ranges and sorts the instruments. */
  public RiskLimits {
    tradable = Collections.unmodifiableSet(new TreeSet<>(tradable));
    share("maxRiskPerTrade", maxRiskPerTrade, 1);
    share("maxPositionShare", maxPositionShare, 100);
    share("maxGrossShare", maxGrossShare, 100);
    share("maxNetShare", maxNetShare, 100);
    share("maxBaseShare", maxBaseShare, 100);
    share("maxLeverage", maxLeverage, 125);
    share("marginReserve", marginReserve, 1);
    share("dailyLossHalt", dailyLossHalt, 1);
    share("drawdownHalt", drawdownHalt, 1);
    share("drawdownReduce", drawdownReduce, drawdownHalt);
    share("crashShare", crashShare, 1);
    share("maxFundingAgainst", maxFundingAgainst, 1);
    share("minConfidence", minConfidence, 1);
    share("maxDisagreement", maxDisagreement, 0.5);
    share("maxTickAgeNs", (double) maxTickAgeNs, 1e15);
    share("maxOrdersPerMinute", maxOrdersPerMinute, 1e6);
    share("maxUnknownOrders", maxUnknownOrders, 1e6);
    share("maxOrderNotional", maxOrderNotional, 1e12);
    share("priceBand", priceBand, 1);
  }

  private static void share(String name, double value, double max) {
    if (!(value > 0 && value <= max)) {
      throw new IllegalArgumentException(
          "LIMIT_INVALID: " + name + "=" + value + " expected=above 0 up to " + max);
    }
  }
}
