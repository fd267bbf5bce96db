package io.cryptoscalp.operators.results;

import io.cryptoscalp.engine.event.Order;
import io.cryptoscalp.engine.event.OrderType;
import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentLookup;

/** Reads the JSON of topic {@code orders}. Not thread-safe. */
public final class OrderJson {
  private final RowDecoder decoder = new RowDecoder();
  private final InstrumentLookup catalogue;

  /**
   * Creates it.
   *
   * @param catalogue the instrument of an id, null when there is none
   */
  public OrderJson(InstrumentLookup catalogue) {
    this.catalogue = catalogue;
  }

  /**
   * The order in a record's value.
   *
   * @throws RowFormatException as {@link RowDecoder#decode}, {@code FIELD_VALUE} for an unknown
   *     word, {@code FIELD_RANGE} for more decimals than the instrument has, {@code
   *     INSTRUMENT_UNKNOWN}
   */
  public Order decode(byte[] json) throws RowFormatException {
    DecodedRow row = new DecodedRow(ResultTable.ORDERS, decoder.decode(ResultTable.ORDERS, json));
    String clientOrderId = row.text();
    Order.Kind kind = row.word(Order.Kind.class);
    String account = row.text();
    String strategy = row.text();
    Instrument instrument = DecodedRow.instrument(row.text(), catalogue);
    Side side = row.word(Side.class);
    OrderType type = row.word(OrderType.class);
    long price = row.scaled(instrument.priceDecimals());
    long triggerPrice = row.scaled(instrument.priceDecimals());
    long quantity = row.scaled(instrument.quantityDecimals());
    boolean reduceOnly = row.flag();
    String intentId = row.text();
    String parentId = row.text();
    String reason = row.text();
    return new Order(
        clientOrderId,
        kind,
        account,
        strategy,
        instrument.id(),
        side,
        type,
        price,
        triggerPrice,
        quantity,
        reduceOnly,
        intentId,
        parentId,
        reason,
        row.integer(),
        row.integer());
  }
}
