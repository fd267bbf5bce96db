package io.cryptoscalp.gateway.archive;

import io.cryptoscalp.engine.market.FrameKind;

/**
 * Binance's candles, of trades or of the mark price. Each becomes the venue's message at the
 * candle's close: a final candle, or a mark price (the close) that {@link MergedUnit} completes
 * with the funding rate settled last. Columns: "Binance Public Data", the venue's own description
 * (repository binance/binance-public-data), and the header lines of its files.
 */
final class CandleFormat implements RowFormat {
  private static final String[] COLUMNS = {
    "open_time",
    "open",
    "high",
    "low",
    "close",
    "volume",
    "close_time",
    "quote_volume|quote_asset_volume|base_volume|base_asset_volume",
    "count|number_of_trades",
    "taker_buy_volume|taker_buy_base_asset_volume",
    "taker_buy_quote_volume|taker_buy_quote_asset_volume"
        + "|taker_buy_base_volume|taker_buy_base_asset_volume",
    "ignore"
  };

  private final boolean mark;
  private final String symbol;
  private final String interval;
  private final FrameText text = new FrameText();

  CandleFormat(String symbol, String interval, boolean mark) {
    this.symbol = symbol;
    this.interval = interval;
    this.mark = mark;
  }

  @Override
  public String[] columns() {
    return COLUMNS;
  }

  @Override
  public int required() {
    return mark ? 7 : 11;
  }

  @Override
  public void read(RowCursor row, Out out) {
    long close = row.time(6);
    if (mark) {
      markPrice(row, close);
    } else {
      candle(row, close);
    }
    if (row.ok()) {
      FrameKind kind = mark ? FrameKind.MARK_PRICE : FrameKind.KLINE;
      out.frame(kind.stream(), close, text.toBytes());
    }
  }

  private void markPrice(RowCursor row, long close) {
    text.clear().add("{\"e\":\"markPriceUpdate\",\"E\":").add(close);
    text.add(",\"s\":\"").add(symbol).add("\",\"p\":\"");
    row.decimal(4, text);
    text.add('"');
  }

  private void candle(RowCursor row, long close) {
    text.clear().add("{\"e\":\"kline\",\"E\":").add(close);
    text.add(",\"s\":\"").add(symbol).add("\",\"k\":{\"t\":").add(row.time(0));
    text.add(",\"T\":").add(close).add(",\"s\":\"").add(symbol);
    text.add("\",\"i\":\"").add(interval);
    quoted(row, "\",\"o\":\"", 1);
    quoted(row, "\",\"c\":\"", 4);
    quoted(row, "\",\"h\":\"", 2);
    quoted(row, "\",\"l\":\"", 3);
    quoted(row, "\",\"v\":\"", 5);
    text.add("\",\"n\":").add(row.whole(8)).add(",\"x\":true");
    quoted(row, ",\"q\":\"", 7);
    quoted(row, "\",\"V\":\"", 9);
    quoted(row, "\",\"Q\":\"", 10);
    text.add("\"}}");
  }

  private void quoted(RowCursor row, String before, int column) {
    text.add(before);
    row.decimal(column, text);
  }
}
