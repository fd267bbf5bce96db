package io.cryptoscalp.gateway.archive;

import io.cryptoscalp.engine.market.FrameKind;

/**
 * Tardis' {@code incremental_book_L2}: a row a level; rows of one receive time are one message.
 * Rows of a snapshot become the REST answer that a book begins with, the others a diff.
 *
 * <p>The files hold no update ids. A snapshot takes its receive time in us (or one more than the
 * last id, where that is not higher) and each diff the id behind the last: the chain is whole by
 * construction, as Tardis' own is, which begins every file and every reconnection with a snapshot.
 * Changes that a file has before its first snapshot get lower ids than that, so that they fall out
 * as they should. Columns and rules: Tardis' documentation, "Downloadable CSV files: Data Types".
 */
final class TardisBookFormat implements RowFormat {
  private static final String[] COLUMNS = {
    "exchange", "symbol", "timestamp", "local_timestamp", "is_snapshot", "side", "price", "amount"
  };
  private static final long NS_PER_US = 1000;

  private final String symbol;
  private final FrameText bids = new FrameText();
  private final FrameText asks = new FrameText();
  private final FrameText level = new FrameText();
  private final FrameText text = new FrameText();
  private boolean open;
  private boolean snapshot;
  private boolean anyBid;
  private boolean anyAsk;
  private long time;
  private long received;
  private long id;

  TardisBookFormat(String symbol) {
    this.symbol = symbol;
  }

  @Override
  public String[] columns() {
    return COLUMNS;
  }

  @Override
  public void read(RowCursor row, Out out) {
    long rowTime = row.time(2);
    long rowReceived = row.time(3);
    boolean rowSnapshot = row.flag(4);
    boolean bid = row.isFirst(5, "bid", "ask");
    level.clear().add("[\"");
    row.decimal(6, level);
    level.add("\",\"");
    row.decimal(7, level);
    level.add("\"]");
    if (!row.ok()) {
      return;
    }
    if (open && (rowReceived != received || rowSnapshot != snapshot)) {
      finish(out);
    }
    if (!open) {
      open = true;
      snapshot = rowSnapshot;
      received = rowReceived;
      bids.clear();
      asks.clear();
      anyBid = false;
      anyAsk = false;
    }
    time = rowTime;
    FrameText side = bid ? bids : asks;
    if (bid ? anyBid : anyAsk) {
      side.add(',');
    }
    side.add(level.toBytes());
    anyBid |= bid;
    anyAsk |= !bid;
  }

  @Override
  public void finish(Out out) {
    if (!open) {
      return;
    }
    open = false;
    text.clear();
    if (snapshot) {
      id = Math.max(id + 1, received / NS_PER_US);
      text.add("{\"lastUpdateId\":").add(id).add(",\"E\":").add(time).add(",\"T\":").add(time);
      text.add(",\"bids\":[").add(bids.toBytes()).add("],\"asks\":[").add(asks.toBytes());
      out.frame(FrameKind.DEPTH_SNAPSHOT.stream(), received, text.add("]}").toBytes());
      return;
    }
    long before = id == 0 ? received / NS_PER_US : id;
    id = before + 1;
    text.add("{\"e\":\"depthUpdate\",\"E\":").add(time).add(",\"T\":").add(time);
    text.add(",\"s\":\"").add(symbol).add("\",\"U\":").add(id).add(",\"u\":").add(id);
    text.add(",\"pu\":").add(before).add(",\"b\":[").add(bids.toBytes());
    text.add("],\"a\":[").add(asks.toBytes());
    out.frame(FrameKind.DEPTH_DIFF.stream(), received, text.add("]}").toBytes());
  }
}
