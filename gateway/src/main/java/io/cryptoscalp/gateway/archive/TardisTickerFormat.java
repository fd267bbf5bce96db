package io.cryptoscalp.gateway.archive;

import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.market.FrameKind;
import java.util.Arrays;

/**
 * Tardis' {@code quotes} and {@code book_ticker} (best bid and ask) and {@code derivative_ticker}
 * (mark price, index price, funding; open interest whenever it changes).
 *
 * <p>Update ids are not in the files. Their place takes the receive time in us, or one more than
 * the last where that is not higher: it rises, and is the same wherever reading begins with the
 * file. Columns: Tardis' documentation, "Downloadable CSV files: Data Types".
 */
final class TardisTickerFormat implements RowFormat {
  private static final String[] QUOTES = {
    "exchange",
    "symbol",
    "timestamp",
    "local_timestamp",
    "ask_amount",
    "ask_price",
    "bid_price",
    "bid_amount"
  };
  private static final String[] DERIVATIVE = {
    "exchange",
    "symbol",
    "timestamp",
    "local_timestamp",
    "funding_timestamp",
    "funding_rate",
    "predicted_funding_rate",
    "open_interest",
    "last_price",
    "index_price",
    "mark_price"
  };
  private static final long NS_PER_US = 1000;

  private final Venue venue;
  private final String symbol;
  private final boolean derivative;
  private final FrameText text = new FrameText();
  private long update;
  private long markTime;
  private byte[] interest = {};

  TardisTickerFormat(Venue venue, String symbol, boolean derivative) {
    this.venue = venue;
    this.symbol = symbol;
    this.derivative = derivative;
  }

  @Override
  public String[] columns() {
    return derivative ? DERIVATIVE : QUOTES;
  }

  @Override
  public void read(RowCursor row, Out out) {
    long time = row.time(2);
    long received = row.time(3);
    if (derivative) {
      markPrice(row, time, received, out);
      openInterest(row, time, received, out);
    } else {
      quote(row, time, received, out);
    }
  }

  private void quote(RowCursor row, long time, long received, Out out) {
    update = Math.max(update + 1, received / NS_PER_US);
    text.clear().add("{\"e\":\"bookTicker\",\"u\":").add(update);
    text.add(",\"s\":\"").add(symbol).add("\",\"b\":\"");
    row.decimal(6, text);
    text.add("\",\"B\":\"");
    row.decimal(7, text);
    text.add("\",\"a\":\"");
    row.decimal(5, text);
    text.add("\",\"A\":\"");
    row.decimal(4, text);
    text.add("\",\"T\":").add(time).add(",\"E\":").add(time).add('}');
    if (row.ok()) {
      out.frame(FrameKind.BOOK_TICKER.stream(), received, text.toBytes());
    }
  }

  /** A row is written for any change; the mark price is sent with a time of its own. */
  private void markPrice(RowCursor row, long time, long received, Out out) {
    if (!row.has(10) || time <= markTime) {
      return;
    }
    text.clear().add("{\"e\":\"markPriceUpdate\",\"E\":").add(time);
    text.add(",\"s\":\"").add(symbol).add("\",\"p\":\"");
    row.decimal(10, text);
    if (row.has(9)) {
      text.add("\",\"i\":\"");
      row.decimal(9, text);
    }
    if (row.has(5)) {
      text.add("\",\"r\":\"");
      row.decimal(5, text);
    }
    text.add('"');
    if (row.has(4)) {
      text.add(",\"T\":").add(row.time(4));
    }
    text.add('}');
    if (row.ok()) {
      markTime = time;
      out.frame(FrameKind.MARK_PRICE.stream(), received, text.toBytes());
    }
  }

  private void openInterest(RowCursor row, long time, long received, Out out) {
    if (!row.has(7) || !row.ok()) {
      return;
    }
    text.clear();
    row.trimmed(7, text);
    byte[] value = text.toBytes();
    if (!row.ok() || Arrays.equals(value, interest)) {
      return;
    }
    interest = value;
    text.clear().add("{\"openInterest\":\"").add(value).add("\",\"symbol\":\"").add(symbol);
    text.add('"');
    if (venue == Venue.BINANCE_COINM) {
      int dash = symbol.indexOf('_');
      text.add(",\"pair\":\"").add(dash < 0 ? symbol : symbol.substring(0, dash));
      text.add("\",\"contractType\":\"");
      text.add(symbol.endsWith("_PERP") ? "PERPETUAL\"" : "CURRENT_QUARTER\"");
    }
    text.add(",\"time\":").add(time).add('}');
    out.frame(FrameKind.OPEN_INTEREST.stream(), received, text.toBytes());
  }
}
