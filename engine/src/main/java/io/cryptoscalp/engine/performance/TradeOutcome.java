package io.cryptoscalp.engine.performance;

import io.cryptoscalp.engine.event.Side;

/**
 * A position from entry to flat.
 *
 * @param instrument instrument id
 * @param side BUY for a long position
 * @param entryNs time of the first fill, ns since the epoch
 * @param exitNs time of the last fill, not before the entry
 * @param quantity largest size, in units of the instrument, positive
 * @param entryPrice mean price of the fills that opened it, quote units
 * @param exitPrice mean price of the fills that closed it, quote units
 * @param notional value at entry, account currency, positive
 * @param gross profit at the prices of the fills, account currency
 * @param fees fees paid, account currency; negative when rebates were larger
 * @param spread part of the gross that was lost to half spreads, account currency; already in it
 * @param slippage part of the gross lost to prices beyond the touch; already in it
 * @param funding funding received, paid when negative, account currency
 * @param regime regime at entry, empty when unknown
 * @param exitReason why it was closed, empty when unknown
 */
public record TradeOutcome(
    String instrument,
    Side side,
    long entryNs,
    long exitNs,
    double quantity,
    double entryPrice,
    double exitPrice,
    double notional,
    double gross,
    double fees,
    double spread,
    double slippage,
    double funding,
    String regime,
    String exitReason) {
  /**
   * Checks it.
   *
   * @throws IllegalArgumentException {@code TRADE_INVALID}
   */
  public TradeOutcome {
    boolean finite =
        Double.isFinite(gross + fees + spread + slippage + funding + entryPrice + exitPrice);
    if (exitNs < entryNs || !(quantity > 0) || !(notional > 0) || !finite) {
      throw new IllegalArgumentException(
          "TRADE_INVALID: instrument="
              + instrument
              + " entryNs="
              + entryNs
              + " exitNs="
              + exitNs
              + " quantity="
              + quantity
              + " notional="
              + notional
              + " gross="
              + gross);
    }
  }

  /** Profit after all costs, account currency. */
  public double net() {
    return gross - fees + funding;
  }

  /** Profit after all costs by the value at entry. */
  public double netReturn() {
    return net() / notional;
  }

  /** Seconds held. */
  public double heldSeconds() {
    return (exitNs - entryNs) / 1e9;
  }

  /** Hour of the entry, UTC, 0 to 23. */
  public int hour() {
    return (int) Math.floorMod(Math.floorDiv(entryNs, 3_600_000_000_000L), 24L);
  }
}
