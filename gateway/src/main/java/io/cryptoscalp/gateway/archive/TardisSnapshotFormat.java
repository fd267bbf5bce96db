package io.cryptoscalp.gateway.archive;

import io.cryptoscalp.engine.market.FrameKind;

/**
 * Tardis' {@code book_snapshot_5} and {@code book_snapshot_25}: each row is the top of the book
 * whenever it changed. Each becomes a snapshot with the receive time in us as its id. Columns:
 * Tardis' documentation, "Downloadable CSV files: Data Types".
 */
final class TardisSnapshotFormat implements RowFormat {
  private static final long NS_PER_US = 1000;
  private static final int FIRST_LEVEL = 4;

  private final int depth;
  private final String[] columns;
  private final FrameText text = new FrameText();
  private long id;

  TardisSnapshotFormat(int depth) {
    this.depth = depth;
    columns = new String[FIRST_LEVEL + 4 * depth];
    columns[0] = "exchange";
    columns[1] = "symbol";
    columns[2] = "timestamp";
    columns[3] = "local_timestamp";
    for (int i = 0; i < depth; i++) {
      columns[FIRST_LEVEL + 4 * i] = "asks[" + i + "].price";
      columns[FIRST_LEVEL + 4 * i + 1] = "asks[" + i + "].amount";
      columns[FIRST_LEVEL + 4 * i + 2] = "bids[" + i + "].price";
      columns[FIRST_LEVEL + 4 * i + 3] = "bids[" + i + "].amount";
    }
  }

  @Override
  public String[] columns() {
    return columns.clone();
  }

  @Override
  public void read(RowCursor row, Out out) {
    long time = row.time(2);
    long received = row.time(3);
    id = Math.max(id + 1, received / NS_PER_US);
    text.clear().add("{\"lastUpdateId\":").add(id).add(",\"E\":").add(time);
    text.add(",\"T\":").add(time).add(",\"bids\":[");
    side(row, FIRST_LEVEL + 2);
    text.add("],\"asks\":[");
    side(row, FIRST_LEVEL);
    text.add("]}");
    if (row.ok()) {
      out.frame(FrameKind.DEPTH_SNAPSHOT.stream(), received, text.toBytes());
    }
  }

  /** Levels of a side; a thin book leaves the columns of the others empty. */
  private void side(RowCursor row, int first) {
    for (int i = 0; i < depth && row.has(first + 4 * i); i++) {
      text.add(i == 0 ? "[\"" : ",[\"");
      row.decimal(first + 4 * i, text);
      text.add("\",\"");
      row.decimal(first + 4 * i + 1, text);
      text.add("\"]");
    }
  }
}
