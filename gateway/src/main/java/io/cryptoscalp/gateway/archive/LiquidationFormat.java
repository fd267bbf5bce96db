package io.cryptoscalp.gateway.archive;

import io.cryptoscalp.engine.market.FrameKind;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * Binance's liquidation orders; like the live stream, the newest of each second. Published until
 * March 2024, for COIN-M until October. Columns: header lines of the files; the venue describes
 * none. Many files have every row twice ("liquidationSnapshot seems to have duplicate rows", issue
 * 259 of binance/binance-public-data): a row that is equal in all columns counts once.
 */
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
  private final Set<String> seen = new HashSet<>();
  private boolean repeated;

  LiquidationFormat(String symbol) {
    this.symbol = symbol;
  }

  @Override
  public String[] columns() {
    return COLUMNS;
  }

  @Override
  public boolean isRepeated() {
    return repeated;
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
    repeated = row.ok() && !seen.add(new String(row.row(), StandardCharsets.ISO_8859_1));
    if (row.ok() && !repeated) {
      out.frame(FrameKind.FORCE_ORDER.stream(), time, text.toBytes());
    }
  }

  /** A liquidation order up to its quantity. */
  static void order(FrameText text, String symbol, long time, boolean sells) {
    text.add("{\"e\":\"forceOrder\",\"E\":").add(time).add(",\"o\":{\"s\":\"").add(symbol);
    text.add("\",\"S\":\"").add(sells ? "SELL" : "BUY").add("\",\"q\":\"");
  }
}
