package io.cryptoscalp.gateway.archive;

/**
 * Binance's files that are of no stream: settled funding rates, which complete mark prices, and
 * depth by distance from the middle, which the engine has no use for and which goes to a table of
 * its own. Their rows are texts on streams that no venue has. Columns: header lines of the files;
 * the venue describes none.
 */
final class SideFormat implements RowFormat {
  /** Stream of settled funding rates: {@code "r":"<rate>","T":<next settlement>}. */
  static final String FUNDING = "fundingRate";

  /** Stream of depth by distance: {@code <time ns>,<percent>,<depth>,<notional>}. */
  static final String DEPTH = "bookDepth";

  private static final long NS_PER_HOUR = 3_600_000_000_000L;
  private static final String[] FUNDING_COLUMNS = {
    "calc_time", "funding_interval_hours", "last_funding_rate"
  };
  private static final String[] DEPTH_COLUMNS = {"timestamp", "percentage", "depth", "notional"};

  private final boolean funding;
  private final FrameText text = new FrameText();

  SideFormat(boolean funding) {
    this.funding = funding;
  }

  @Override
  public String[] columns() {
    return funding ? FUNDING_COLUMNS : DEPTH_COLUMNS;
  }

  @Override
  public void read(RowCursor row, Out out) {
    long time = row.time(0);
    text.clear();
    if (funding) {
      text.add(",\"r\":\"");
      row.decimal(2, text);
      // Settled a few ms late, for the full hour.
      long hours = row.whole(1);
      text.add("\",\"T\":").add((time / NS_PER_HOUR + hours) * NS_PER_HOUR).add('}');
    } else {
      text.add(time);
      for (int column = 1; column < 4; column++) {
        text.add(',');
        row.decimal(column, text);
      }
    }
    if (row.ok()) {
      out.frame(funding ? FUNDING : DEPTH, time, text.toBytes());
    }
  }
}
