package io.cryptoscalp.gateway.archive;

import io.cryptoscalp.engine.market.FrameKind;

/** Binance's liquidation orders; like the live stream, the newest of each second. */
final class LiquidationFormat implements RowFormat {
  private static final String[] COLUMNS = {
    "time",
    "side",
    "order_type",
    "time_in_force",
    "original_quantity",
    "price",
    "average_price",
    "order_status",
    "last_fill_quantity",
    "accumulated_fill_quantity"
  };

  private final String symbol;
  private final FrameText text = new FrameText();

  LiquidationFormat(String symbol) {
    this.symbol = symbol;
  }

  @Override
  public String[] columns() {
    return COLUMNS;
  }

  @Override
  public void read(RowCursor row, Out out) {
    long time = row.time(0);
    boolean sells = row.isFirst(1, "SELL", "BUY");
    order(text.clear(), symbol, time, sells);
    row.decimal(4, text);
    text.add("\",\"p\":\"");
    row.decimal(5, text);
    text.add("\",\"T\":").add(time).add("}}");
    if (row.ok()) {
      out.frame(FrameKind.FORCE_ORDER.stream(), time, text.toBytes());
    }
  }

  /** A liquidation order up to its quantity. */
  static void order(FrameText text, String symbol, long time, boolean sells) {
    text.add("{\"e\":\"forceOrder\",\"E\":").add(time).add(",\"o\":{\"s\":\"").add(symbol);
    text.add("\",\"S\":\"").add(sells ? "SELL" : "BUY").add("\",\"q\":\"");
  }
}
