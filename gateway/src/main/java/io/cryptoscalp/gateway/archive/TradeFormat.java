package io.cryptoscalp.gateway.archive;

import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.market.FrameKind;

/**
 * Binance's trades ({@code id, price, qty, quoteQty, time, isBuyerMaker}) and aggregate trades
 * ({@code id, price, qty, first id, last id, time, isBuyerMaker}); spot has one column more. Event
 * time is the trade's time. Columns: "Binance Public Data", the venue's own description (repository
 * binance/binance-public-data), and the header lines of its futures files.
 */
final class TradeFormat implements RowFormat {
  private static final String[] TRADES = {
    "id|trade_id",
    "price",
    "qty|quantity",
    "quote_qty|quoteqty|base_qty",
    "time|timestamp",
    "is_buyer_maker|isbuyermaker",
    "is_best_match"
  };
  private static final String[] AGGREGATES = {
    "agg_trade_id|id|a",
    "price|p",
    "quantity|qty|q",
    "first_trade_id|f",
    "last_trade_id|l",
    "transact_time|time|timestamp|t",
    "is_buyer_maker|m",
    "is_best_match"
  };

  private final boolean aggregate;
  private final byte[] head;
  private final byte[] symbol;
  private final byte[] tail;
  private final FrameText text = new FrameText();
  private long id;

  TradeFormat(Venue venue, String name, boolean aggregate) {
    this.aggregate = aggregate;
    String event = aggregate ? "aggTrade" : "trade";
    head = RowCursor.ascii("{\"e\":\"" + event + "\",\"E\":");
    symbol = RowCursor.ascii(",\"s\":\"" + name + (aggregate ? "\",\"a\":" : "\",\"t\":"));
    // Archives hold market trades only.
    boolean marked = !aggregate && venue.isDerivative();
    tail = RowCursor.ascii(marked ? ",\"X\":\"MARKET\"}" : "}");
  }

  @Override
  public String[] columns() {
    return aggregate ? AGGREGATES : TRADES;
  }

  @Override
  public int required() {
    return aggregate ? 7 : 6;
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public void read(RowCursor row, Out out) {
    int timeColumn = aggregate ? 5 : 4;
    long time = row.time(timeColumn);
    text.clear().add(head).add(time);
    id = row.whole(0);
    text.add(symbol).add(id).add(",\"p\":\"");
    row.decimal(1, text);
    text.add("\",\"q\":\"");
    row.decimal(2, text);
    text.add('"');
    if (aggregate) {
      text.add(",\"f\":").add(row.whole(3)).add(",\"l\":").add(row.whole(4));
    }
    text.add(",\"T\":").add(time).add(",\"m\":").add(row.flag(timeColumn + 1) ? "true" : "false");
    text.add(tail);
    if (row.ok()) {
      FrameKind kind = aggregate ? FrameKind.AGG_TRADE : FrameKind.TRADE;
      out.frame(kind.stream(), time, text.toBytes());
    }
  }
}
