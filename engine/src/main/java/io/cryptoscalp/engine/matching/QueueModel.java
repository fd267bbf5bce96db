package io.cryptoscalp.engine.matching;

/**
 * Where an own order stands in the queue of its level, estimated from the level's quantity and the
 * trades at its price (market by price has no more). {@code front} is the quantity ahead of the
 * order; a trade at the price serves what is ahead first.
 *
 * <p>When the level shrinks by more than what traded there, someone cancelled, ahead or behind.
 * {@link #riskAverse} lets all of it be behind, as far as the level's quantity allows. The
 * probability models put the share {@code p = f(back) / (f(back) + f(front))} of it behind, with
 * {@code f(x) = x^n} ({@link #power}) or {@code f(x) = ln(1 + x)} ({@link #logarithm}, x in base
 * units), so that an order well ahead of the queue gains less than one at its end (E. Rigtorp,
 * "Estimating order queue position", 2013; the functions as in the documentation of hftbacktest,
 * "Probability Queue Position Models"). {@link #throughOnly} knows no queue: only a trade beyond
 * the price or the opposite touch at the price fills, as paper execution does.
 */
public final class QueueModel {
  private static final int RISK_AVERSE = 0;
  private static final int POWER = 1;
  private static final int LOGARITHM = 2;
  private static final int THROUGH_ONLY = 3;

  private final int kind;
  private final double exponent;

  private QueueModel(int kind, double exponent) {
    this.kind = kind;
    this.exponent = exponent;
  }

  /** The place advances with trades alone. */
  public static QueueModel riskAverse() {
    return new QueueModel(RISK_AVERSE, 0);
  }

  /**
   * Cancellations fall behind with a probability by powers.
   *
   * @param exponent n, positive
   */
  public static QueueModel power(double exponent) {
    if (!(exponent > 0)) {
      throw new IllegalArgumentException("QUEUE_EXPONENT_INVALID: exponent=" + exponent);
    }
    return new QueueModel(POWER, exponent);
  }

  /** Cancellations fall behind with a probability by logarithms. */
  public static QueueModel logarithm() {
    return new QueueModel(LOGARITHM, 0);
  }

  /** No fills by queue position at all. */
  public static QueueModel throughOnly() {
    return new QueueModel(THROUGH_ONLY, 0);
  }

  boolean countsTrades() {
    return kind != THROUGH_ONLY;
  }

  /**
   * A trade at the order's price.
   *
   * @param served what of it reached the market's orders and this one
   * @param quantity all of it
   */
  void onTrade(VenueOrder order, long served, long quantity) {
    order.front -= served;
    order.traded += quantity;
  }

  /**
   * The order's level went from one quantity to another.
   *
   * @param unit base units of one scaled unit
   */
  void onLevel(VenueOrder order, long before, long after, double unit) {
    if (kind == RISK_AVERSE || kind == THROUGH_ONLY) {
      order.front = Math.min(order.front, (double) after);
      order.traded = 0;
      return;
    }
    // What traded here has moved the place already.
    double cancelled = (double) before - after - order.traded;
    order.traded = 0;
    if (cancelled < 0) {
      order.front = Math.min(order.front, (double) after);
      return;
    }
    double front = order.front;
    double back = before - front;
    double behind = behind(front, back, unit);
    double estimate = front - (1 - behind) * cancelled + Math.min(back - behind * cancelled, 0);
    order.front = estimate < after ? estimate : after;
  }

  /** Share of cancellations that falls behind; NaN when nothing is there. */
  private double behind(double front, double back, double unit) {
    double share = weight(back, unit) / (weight(back, unit) + weight(front, unit));
    return Double.isInfinite(share) ? 1 : share;
  }

  private double weight(double quantity, double unit) {
    double x = quantity * unit;
    if (kind == LOGARITHM) {
      return StrictMath.log(1 + x);
    }
    if (exponent == 1) {
      return x;
    }
    if (exponent == 2) {
      return x * x;
    }
    return exponent == 3 ? x * x * x : StrictMath.pow(x, exponent);
  }

  /** What has traded beyond everything ahead, to the nearest lot: places are estimates. */
  static long reached(VenueOrder order, long lot) {
    return ((long) (-order.front / lot + 0.5)) * lot;
  }
}
