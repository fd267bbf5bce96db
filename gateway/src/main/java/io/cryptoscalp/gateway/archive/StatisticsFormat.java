package io.cryptoscalp.gateway.archive;

import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.market.FrameKind;

/**
 * Binance's {@code metrics}: each row is the answers that live polls ask for, open interest and the
 * ratio of long to short accounts of all traders. The ratios of top traders and of taker volume
 * have no live counterpart and are left out. Columns: header lines of the files; the venue
 * describes none.
 */
final class StatisticsFormat implements RowFormat {
  private static final String[] COLUMNS = {
    "create_time",
    "symbol",
    "sum_open_interest",
    "sum_open_interest_value",
    "count_toptrader_long_short_ratio",
    "sum_toptrader_long_short_ratio",
    "count_long_short_ratio",
    "sum_taker_long_short_vol_ratio"
  };

  private final String names;
  private final String contract;
  private final String symbol;
  private final FrameText text = new FrameText();

  StatisticsFormat(Venue venue, String symbol) {
    this.symbol = symbol;
    int dash = symbol.indexOf('_');
    boolean inverse = venue == Venue.BINANCE_COINM;
    String pair = dash < 0 ? symbol : symbol.substring(0, dash);
    names = inverse ? "[{\"pair\":\"" + pair + "\"" : "[{\"symbol\":\"" + symbol + "\"";
    contract =
        !inverse
            ? ""
            : ",\"contractType\":\""
                + (symbol.endsWith("_PERP") ? "PERPETUAL" : "CURRENT_QUARTER")
                + "\"";
  }

  @Override
  public String[] columns() {
    return COLUMNS;
  }

  @Override
  public void read(RowCursor row, Out out) {
    long time = row.time(0);
    if (row.ok() && !row.isFirst(1, symbol, symbol)) {
      row.fail("SYMBOL_MISMATCH", 1);
    }
    // The venue leaves out what it could not compute.
    if (row.has(2) && row.ok()) {
      text.clear().add(names).add(contract).add(",\"sumOpenInterest\":\"");
      row.trimmed(2, text);
      text.add("\",\"timestamp\":").add(time).add("}]");
      if (row.ok()) {
        out.frame(FrameKind.OPEN_INTEREST_HIST.stream(), time, text.toBytes());
      }
    }
    if (row.has(6) && row.ok()) {
      text.clear().add(names).add(",\"longShortRatio\":\"");
      row.trimmed(6, text);
      text.add("\",\"timestamp\":").add(time).add("}]");
      if (row.ok()) {
        out.frame(FrameKind.LONG_SHORT_RATIO.stream(), time, text.toBytes());
      }
    }
  }
}
