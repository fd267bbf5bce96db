package io.cryptoscalp.engine.instrument;

/**
 * The specification of one tradable instrument.
 *
 * <p>Prices and quantities are scaled longs: a price of 61800.2 with {@code priceDecimals = 8} is
 * 6180020000000. Scales are fixed decimals rather than tick counts because venues change tick sizes
 * (BTCUSDT perpetual: 0.01 until 2021, 0.10 today) while recorded history and stored state must
 * keep their meaning; orders are rounded to {@code tickSize} and {@code lotSize}, which are given
 * in the same scaled units.
 *
 * @param id unique id, {@code BTCUSDT-PERP.BINANCE}
 * @param symbol the venue's own name, {@code BTCUSDT}
 * @param venue the product line it trades on
 * @param base base currency, {@code BTC}
 * @param quote quote currency, {@code USDT}
 * @param settle currency of profit, fees and margin
 * @param inverse true when quantity counts contracts of {@code contractSize} quote units settled in
 *     base
 * @param priceDecimals decimal places of a scaled price, 0 to 12
 * @param quantityDecimals decimal places of a scaled quantity, 0 to 12
 * @param tickSize smallest price step for orders, scaled price units, positive
 * @param lotSize smallest quantity step for orders, scaled quantity units, positive
 * @param minQuantity smallest order quantity, scaled
 * @param minNotional smallest order notional in quote currency
 * @param contractSize quote units of one contract when inverse (100 for BTCUSD), else 1
 * @param makerFee fee rate of a passive fill, fraction of notional (0.0002 = 2 bp)
 * @param takerFee fee rate of an aggressive fill, fraction of notional
 * @param maintenanceMarginRate maintenance margin, fraction of notional (lowest tier)
 * @param maxLeverage highest leverage the venue grants (lowest tier), 1 on spot
 */
public record Instrument(
    String id,
    String symbol,
    Venue venue,
    String base,
    String quote,
    String settle,
    boolean inverse,
    int priceDecimals,
    int quantityDecimals,
    long tickSize,
    long lotSize,
    long minQuantity,
    double minNotional,
    double contractSize,
    double makerFee,
    double takerFee,
    double maintenanceMarginRate,
    double maxLeverage) {

  private static final double[] POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12
  };

  /** Checks every range; the message names the field and the value. */
  public Instrument {
    check(priceDecimals >= 0 && priceDecimals <= 12, id, "priceDecimals", priceDecimals);
    check(
        quantityDecimals >= 0 && quantityDecimals <= 12, id, "quantityDecimals", quantityDecimals);
    check(tickSize > 0, id, "tickSize", (double) tickSize);
    check(lotSize > 0, id, "lotSize", (double) lotSize);
    check(contractSize > 0, id, "contractSize", contractSize);
  }

  private static void check(boolean valid, String id, String field, double value) {
    if (!valid) {
      throw new IllegalArgumentException(
          "INSTRUMENT_INVALID: id=" + id + " " + field + "=" + value);
    }
  }

  /** A scaled price as a double in quote units. */
  public double price(long scaled) {
    return scaled / POWERS[priceDecimals];
  }

  /** A scaled quantity as a double in base units (contracts when inverse). */
  public double quantity(long scaled) {
    return scaled / POWERS[quantityDecimals];
  }

  /** A sum of scaled quantities, which may be beyond a long, in base units. */
  public double quantitySum(double scaled) {
    return scaled / POWERS[quantityDecimals];
  }

  /** The nearest scaled price to a double; half up. */
  public long scalePrice(double price) {
    return Math.round(price * POWERS[priceDecimals]);
  }

  /** The nearest scaled quantity to a double; half up. */
  public long scaleQuantity(double quantity) {
    return Math.round(quantity * POWERS[quantityDecimals]);
  }

  /** The scaled price rounded down to a multiple of the tick size. */
  public long floorToTick(long scaledPrice) {
    return Math.floorDiv(scaledPrice, tickSize) * tickSize;
  }

  /** The scaled price rounded up to a multiple of the tick size. */
  public long ceilToTick(long scaledPrice) {
    return -Math.floorDiv(-scaledPrice, tickSize) * tickSize;
  }

  /** The scaled quantity rounded down to a multiple of the lot size. */
  public long floorToLot(long scaledQuantity) {
    return Math.floorDiv(scaledQuantity, lotSize) * lotSize;
  }

  /**
   * Notional in quote currency (USD value of inverse contracts) of a scaled quantity at a price.
   */
  public double notional(long scaledPrice, long scaledQuantity) {
    double quantity = quantity(scaledQuantity);
    return inverse ? quantity * contractSize : quantity * price(scaledPrice);
  }
}
