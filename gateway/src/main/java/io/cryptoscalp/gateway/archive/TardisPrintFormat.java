package io.cryptoscalp.gateway.archive;

import io.cryptoscalp.engine.market.FrameKind;

/**
 * Tardis' trades and liquidations. {@code side} is the taker's, or that of the order closed.
 * Columns: Tardis' documentation, "Downloadable CSV files: Data Types".
 */
final class TardisPrintFormat implements RowFormat {
  private static final String[] COLUMNS = {
    "exchange", "symbol", "timestamp", "local_timestamp", "id", "side", "price", "amount"
  };

  private final String symbol;
  private final boolean liquidations;
  private final byte[] middle;
  private final FrameText text = new FrameText();
  private long id = -1;

  TardisPrintFormat(String symbol, boolean liquidations) {
    this.symbol = symbol;
    this.liquidations = liquidations;
    middle = RowCursor.ascii(",\"s\":\"" + symbol + "\",\"t\":");
  }

  @Override
  public String[] columns() {
    return COLUMNS;
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public void read(RowCursor row, Out out) {
    long time = row.time(2);
    boolean sells = row.isFirst(5, "sell", "buy");
    if (liquidations) {
      LiquidationFormat.order(text.clear(), symbol, time, sells);
      row.decimal(7, text);
      text.add("\",\"p\":\"");
      row.decimal(6, text);
      text.add("\",\"T\":").add(time).add("}}");
    } else {
      id = row.whole(4);
      text.clear().add("{\"e\":\"trade\",\"E\":").add(time).add(middle).add(id);
      text.add(",\"p\":\"");
      row.decimal(6, text);
      text.add("\",\"q\":\"");
      row.decimal(7, text);
      text.add("\",\"T\":").add(time).add(",\"m\":").add(sells ? "true}" : "false}");
    }
    long received = row.time(3);
    if (row.ok()) {
      FrameKind kind = liquidations ? FrameKind.FORCE_ORDER : FrameKind.TRADE;
      out.frame(kind.stream(), received, text.toBytes());
    }
  }
}
