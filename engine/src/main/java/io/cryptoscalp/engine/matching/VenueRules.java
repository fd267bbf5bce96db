package io.cryptoscalp.engine.matching;

import io.cryptoscalp.engine.instrument.Instrument;

/**
 * What the venue accepts (Binance, Futures API, Filters).
 *
 * @param filters whether steps of price and quantity, least quantity and least notional are checked
 * @param maxOrders most open orders in the instrument
 * @param bandUp highest price of a buy as a multiple of the mark, infinite for no band
 * @param bandDown lowest price of a sell as a multiple of the mark, 0 for no band
 * @param keepPlace whether an amendment that only lowers the quantity keeps the place in the queue
 * @param touchTriggers whether the touch triggers stops as well as a trade does
 */
public record VenueRules(
    boolean filters,
    int maxOrders,
    double bandUp,
    double bandDown,
    boolean keepPlace,
    boolean touchTriggers) {
  /** Filters of the specification, 200 orders, no price band, places kept, triggers by trades. */
  public static final VenueRules STANDARD =
      new VenueRules(true, 200, Double.POSITIVE_INFINITY, 0, true, false);

  /** Why a new order is refused, NONE when it is not; prices are scaled, 0 for market types. */
  VenueReason check(
      Instrument instrument, VenueOrder order, long price, long trigger, long touch, double mark) {
    if (!filters) {
      return order.quantity > 0 ? VenueReason.NONE : VenueReason.FILTER_LOT_SIZE;
    }
    if (order.quantity <= 0
        || order.quantity % instrument.lotSize() != 0
        || order.quantity < instrument.minQuantity()) {
      return VenueReason.FILTER_LOT_SIZE;
    }
    if (price % instrument.tickSize() != 0 || trigger % instrument.tickSize() != 0) {
      return VenueReason.FILTER_PRICE;
    }
    if (price > 0 && mark > 0) {
      double asked = instrument.price(price);
      if (order.buy ? asked > mark * bandUp : asked < mark * bandDown) {
        return VenueReason.FILTER_PERCENT_PRICE;
      }
    }
    long valued = price > 0 ? price : touch;
    boolean small =
        valued > 0 && instrument.notional(valued, order.quantity) < instrument.minNotional();
    return small && !order.reduceOnly ? VenueReason.FILTER_MIN_NOTIONAL : VenueReason.NONE;
  }
}
