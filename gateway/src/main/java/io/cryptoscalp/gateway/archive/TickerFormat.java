package io.cryptoscalp.gateway.archive;

import io.cryptoscalp.engine.market.FrameKind;

/**
 * Binance's best bid and ask of futures, whose rows are the messages of the stream. Published until
 * March 2024. Columns: header lines of its files; the venue describes none.
 */
final class TickerFormat implements RowFormat {
  private static final String[] COLUMNS = {
    "update_id",
    "best_bid_price",
    "best_bid_qty",
    "best_ask_price",
    "best_ask_qty",
    "transaction_time",
    "event_time"
  };

  private final byte[] symbol;
  private final FrameText text = new FrameText();

  TickerFormat(String name) {
    symbol = RowCursor.ascii(",\"s\":\"" + name + "\",\"b\":\"");
  }

  @Override
  public String[] columns() {
    return COLUMNS;
  }

  @Override
  public void read(RowCursor row, Out out) {
    text.clear().add("{\"e\":\"bookTicker\",\"u\":").add(row.whole(0)).add(symbol);
    row.decimal(1, text);
    text.add("\",\"B\":\"");
    row.decimal(2, text);
    text.add("\",\"a\":\"");
    row.decimal(3, text);
    text.add("\",\"A\":\"");
    row.decimal(4, text);
    long event = row.time(6);
    text.add("\",\"T\":").add(row.time(5)).add(",\"E\":").add(event).add('}');
    if (row.ok()) {
      out.frame(FrameKind.BOOK_TICKER.stream(), event, text.toBytes());
    }
  }
}
