package io.cryptoscalp.engine.instrument;

import java.util.ArrayList;
import java.util.List;

/**
 * What a venue says about one of its instruments in an {@code exchangeInfo} answer. Steps are
 * scaled longs of {@value #DECIMALS} decimals.
 *
 * @param venue the product line
 * @param symbol the venue's own name
 * @param status {@code TRADING}, {@code BREAK}, {@code PENDING_TRADING}, {@code SETTLING}, ...
 * @param contractType {@code PERPETUAL}, {@code CURRENT_QUARTER}, ...; empty on spot
 * @param base base asset
 * @param quote quote asset
 * @param settle margin asset; the quote asset on spot
 * @param contractSize quote units of one contract on COIN-M, else 1
 * @param tickSize price step ({@code PRICE_FILTER}); 0 when the venue gives none
 * @param lotSize quantity step ({@code LOT_SIZE}); 0 when the venue gives none
 * @param minQuantity smallest order quantity
 * @param maxQuantity largest order quantity, base units or contracts
 * @param minNotional smallest order notional in quote units ({@code MIN_NOTIONAL}, {@code
 *     NOTIONAL}); 0 when the venue gives none
 * @param maintenanceMargin maintenance margin of the lowest tier, fraction of notional; 0 on spot
 * @param initialMargin initial margin of the lowest tier, fraction of notional; 1 on spot
 */
public record InstrumentListing(
    Venue venue,
    String symbol,
    String status,
    String contractType,
    String base,
    String quote,
    String settle,
    double contractSize,
    long tickSize,
    long lotSize,
    long minQuantity,
    double maxQuantity,
    double minNotional,
    double maintenanceMargin,
    double initialMargin) {
  /** Decimal places of the steps. */
  public static final int DECIMALS = 12;

  private static final int PRICE_DECIMALS = 8;
  private static final int WHOLE_LOT_DECIMALS = 2;

  /** Eight decimals hold 46 orders of this size at one price; beyond, fewer decimals are kept. */
  private static final double LARGE_ORDER = 5e8;

  /** True when orders are taken: the instrument can be traded and has steps. */
  public boolean isTrading() {
    return status.equals("TRADING") && tickSize > 0 && lotSize > 0;
  }

  /** The instrument id: {@code BTCUSDT.BINANCE}, {@code BTCUSD-PERP.BINANCE}. */
  public String id() {
    String name = symbol;
    if (venue.isDerivative()) {
      name = symbol.indexOf('_') > 0 ? symbol.replace('_', '-') : symbol + "-PERP";
    }
    return name + ".BINANCE";
  }

  /**
   * The instrument. Fees are not part of the answer: those of an account without discounts are
   * taken.
   *
   * @throws IllegalArgumentException when it is not {@link #isTrading() trading}
   */
  public Instrument toInstrument() {
    boolean inverse = venue == Venue.BINANCE_COINM;
    long one = power(DECIMALS);
    boolean manyWholeLots = lotSize >= one && maxQuantity > LARGE_ORDER;
    int quantityDecimals = inverse || manyWholeLots ? WHOLE_LOT_DECIMALS : PRICE_DECIMALS;
    return new Instrument(
        id(),
        symbol,
        venue,
        base,
        quote,
        settle,
        inverse,
        PRICE_DECIMALS,
        quantityDecimals,
        rescale(tickSize, PRICE_DECIMALS, "tickSize"),
        rescale(lotSize, quantityDecimals, "lotSize"),
        rescale(minQuantity, quantityDecimals, "minQuantity"),
        // COIN-M states none: an order has at least one contract.
        minNotional > 0 || !inverse ? minNotional : contractSize,
        contractSize,
        venue.isDerivative() ? 0.0002 : 0.001,
        venue.isDerivative() ? 0.0005 : 0.001,
        maintenanceMargin,
        Math.rint(1 / initialMargin));
  }

  private long rescale(long step, int decimals, String field) {
    long unit = power(DECIMALS - decimals);
    if (step % unit != 0) {
      throw new IllegalArgumentException(
          "INSTRUMENT_INVALID: id=" + id() + " " + field + "=" + step + "e-" + DECIMALS);
    }
    return step / unit;
  }

  /**
   * How the venue's word differs from what is configured, {@code field=configured->stated}; empty
   * when orders made for the one fit the other.
   */
  public List<String> differences(Instrument configured) {
    List<String> found = new ArrayList<>();
    long priceUnit = power(DECIMALS - configured.priceDecimals());
    long quantityUnit = power(DECIMALS - configured.quantityDecimals());
    compare(found, "tickSize", configured.tickSize() * priceUnit, tickSize);
    compare(found, "lotSize", configured.lotSize() * quantityUnit, lotSize);
    compare(found, "minQuantity", configured.minQuantity() * quantityUnit, minQuantity);
    if (configured.contractSize() != contractSize) {
      found.add("contractSize=" + configured.contractSize() + "->" + contractSize);
    }
    return found;
  }

  private static void compare(List<String> found, String field, long configured, long stated) {
    if (configured != stated) {
      found.add(
          field
              + "="
              + InstrumentCsv.plain(configured, DECIMALS)
              + "->"
              + InstrumentCsv.plain(stated, DECIMALS));
    }
  }

  private static long power(int exponent) {
    long power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= 10;
    }
    return power;
  }
}
