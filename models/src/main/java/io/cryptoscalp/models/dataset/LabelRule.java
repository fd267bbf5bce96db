package io.cryptoscalp.models.dataset;

import io.cryptoscalp.models.ModelException;

/**
 * How the future of a row becomes its label.
 *
 * <ul>
 *   <li>{@link Method#TRIPLE_BARRIER} (Lopez de Prado, Advances in Financial Machine Learning,
 *       2018, 3.2 to 3.4): a profit and a stop barrier around the price of the decision, and the
 *       horizon as a vertical one. Up when the profit barrier of a long is touched first. When both
 *       are touched within one row's span the stop is taken, for the order within is not known. At
 *       the horizon the sign of the return before costs decides, or the row is dropped.
 *   <li>{@link Method#FIXED_HORIZON}: the sign of the return to the horizon.
 *   <li>{@link Method#META} (3.6): whether it paid, after costs, to act on the side of a {@link
 *       PrimaryRule} between the same barriers as those of the first method, seen from that side.
 * </ul>
 *
 * @param method one of them
 * @param horizonNs time after which a position is closed, ns, positive
 * @param profitMultiple distance of the profit barrier in standard deviations of the return over
 *     the horizon as estimated at the decision, positive
 * @param stopMultiple distance of the stop barrier likewise, positive
 * @param volatilityHalfLifeNs half-life of that estimate, ns, positive
 * @param costs of a round trip: no barrier is nearer than they are
 * @param dropTimeouts leaves out rows that touch no barrier before the horizon
 * @param minReturn rows that end at the horizon with a smaller absolute return are left out; those
 *     without any move always are
 * @param primary side to act on; used by meta-labels alone
 */
public record LabelRule(
    Method method,
    long horizonNs,
    double profitMultiple,
    double stopMultiple,
    long volatilityHalfLifeNs,
    TradingCosts costs,
    boolean dropTimeouts,
    double minReturn,
    PrimaryRule primary) {
  private static final int HALF_LIFE_HORIZONS = 8;

  /** The kinds of labels. */
  public enum Method {
    /** Which of three barriers is touched first. */
    TRIPLE_BARRIER,
    /** Sign of the return to the horizon. */
    FIXED_HORIZON,
    /** Whether acting on a primary side paid. */
    META
  }

  /**
   * Checks the ranges.
   *
   * @throws ModelException {@code DATASET_OPTION_INVALID}
   */
  public LabelRule {
    check("horizonNs", horizonNs, horizonNs > 0);
    check("profitMultiple", profitMultiple, profitMultiple > 0 && profitMultiple < 1e6);
    check("stopMultiple", stopMultiple, stopMultiple > 0 && stopMultiple < 1e6);
    check("volatilityHalfLifeNs", volatilityHalfLifeNs, volatilityHalfLifeNs > 0);
    check("minReturn", minReturn, minReturn >= 0 && minReturn < 1);
  }

  private static void check(String field, Object value, boolean valid) {
    if (!valid) {
      throw new ModelException("DATASET_OPTION_INVALID", field + "=" + value);
    }
  }

  /**
   * Barriers one standard deviation away, at least the default costs; time-outs by their sign; the
   * volatility with a half-life of eight horizons.
   */
  public static LabelRule tripleBarrier(long horizonNs) {
    return of(Method.TRIPLE_BARRIER, horizonNs, PrimaryRule.NONE);
  }

  /** The sign of every move over a horizon. */
  public static LabelRule fixedHorizon(long horizonNs) {
    return of(Method.FIXED_HORIZON, horizonNs, PrimaryRule.NONE);
  }

  /** Whether a primary side paid between the barriers of {@link #tripleBarrier}. */
  public static LabelRule meta(long horizonNs, PrimaryRule primary) {
    return of(Method.META, horizonNs, primary);
  }

  private static LabelRule of(Method method, long horizonNs, PrimaryRule primary) {
    return new LabelRule(
        method,
        horizonNs,
        1,
        1,
        HALF_LIFE_HORIZONS * horizonNs,
        TradingCosts.DEFAULT,
        false,
        0,
        primary);
  }

  /** The same with other costs. */
  public LabelRule withCosts(TradingCosts other) {
    return new LabelRule(
        method,
        horizonNs,
        profitMultiple,
        stopMultiple,
        volatilityHalfLifeNs,
        other,
        dropTimeouts,
        minReturn,
        primary);
  }

  /** The same with other distances of the barriers. */
  public LabelRule withBarriers(double profit, double stop) {
    return new LabelRule(
        method,
        horizonNs,
        profit,
        stop,
        volatilityHalfLifeNs,
        costs,
        dropTimeouts,
        minReturn,
        primary);
  }
}
