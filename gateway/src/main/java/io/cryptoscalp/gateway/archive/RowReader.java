package io.cryptoscalp.gateway.archive;

import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.gateway.publish.MarketMessage;
import java.io.Closeable;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The messages of one file in its own order. Not thread-safe. */
final class RowReader implements Closeable {
  /** Rows of a day may be stamped a little outside it. */
  private static final long TOLERANCE_NS = 60_000_000_000L;

  private final ArchiveFile file;
  private final int number;
  private final FileTally tally;
  private final CsvReader csv;
  private final RowFormat format;
  private final RowFormat.Out out = this::take;
  private final Deque<ArchivedFrame> ready = new ArrayDeque<>();
  private final long fromNs;
  private final long toNs;
  private @Nullable RowCursor cursor;
  private boolean ended;
  private long reachedNs;

  RowReader(ArchiveFile file) throws IOException {
    this.file = file;
    this.number = file.number();
    this.tally = new FileTally(file);
    this.format = format(file);
    this.csv = new CsvReader(file.file());
    fromNs = epochNs(file.from()) - TOLERANCE_NS;
    toNs = epochNs(file.to()) + TOLERANCE_NS;
    reachedNs = epochNs(file.from());
  }

  static long epochNs(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toEpochSecond() * 1_000_000_000L;
  }

  private static RowFormat format(ArchiveFile file) {
    Venue venue = file.venue();
    String symbol = file.symbol();
    return switch (file.type()) {
      case AGG_TRADES -> new TradeFormat(venue, symbol, true);
      case TRADES -> new TradeFormat(venue, symbol, false);
      case KLINES -> new CandleFormat(symbol, file.interval(), false);
      case MARK_PRICE_KLINES -> new CandleFormat(symbol, file.interval(), true);
      case BOOK_TICKER -> new TickerFormat(symbol);
      case BOOK_DEPTH -> new SideFormat(false);
      case FUNDING_RATE -> new SideFormat(true);
      case METRICS -> new StatisticsFormat(venue, symbol);
      case LIQUIDATION_SNAPSHOT -> new LiquidationFormat(symbol);
      case TARDIS_TRADES -> new TardisPrintFormat(symbol, false);
      case TARDIS_LIQUIDATIONS -> new TardisPrintFormat(symbol, true);
      case TARDIS_QUOTES, TARDIS_BOOK_TICKER -> new TardisTickerFormat(venue, symbol, false);
      case TARDIS_DERIVATIVE_TICKER -> new TardisTickerFormat(venue, symbol, true);
      case TARDIS_BOOK_SNAPSHOT_5 -> new TardisSnapshotFormat(5);
      case TARDIS_BOOK_SNAPSHOT_25 -> new TardisSnapshotFormat(25);
      case TARDIS_INCREMENTAL_BOOK -> new TardisBookFormat(symbol);
      case RECORDED_FRAMES, OWN_PARQUET ->
          throw new IllegalArgumentException("no rows in " + file.name());
    };
  }

  /** What was found so far. */
  FileTally tally() {
    return tally;
  }

  /** The next message or refused row, null at the end. */
  @Nullable ArchivedFrame next() throws IOException {
    while (ready.isEmpty() && !ended) {
      if (!csv.next()) {
        end();
      } else {
        row();
      }
    }
    return ready.poll();
  }

  private void end() {
    ended = true;
    format.finish(out);
    String damage = csv.damage();
    if (damage != null) {
      tally.damaged(damage);
      refuse("FILE_DAMAGED", "cause=" + damage, new byte[0]);
    }
  }

  private void row() {
    RowCursor row = cursor;
    if (row == null) {
      if (csv.isBinary()) {
        ended = true;
        tally.damaged("no text");
        refuse("FILE_DAMAGED", "cause=no text", new byte[0]);
        return;
      }
      boolean header = isHeader();
      row = cursor(header);
      cursor = row;
      if (header || ended) {
        return;
      }
    }
    tally.row();
    long before = tally.refused();
    row.begin();
    if (row.ok()) {
      format.read(row, out);
    }
    if (!row.ok()) {
      tally.refuse();
      refuse(String.valueOf(row.code()), row.detail(), row.row());
    } else if (format.isRepeated()) {
      tally.duplicate();
    } else if (format.id() >= 0 && tally.refused() == before) {
      tally.ids(format.firstId(), format.id());
    }
  }

  private boolean isHeader() {
    if (csv.fault() != null || csv.size() == 0 || csv.start(0) == csv.end(0)) {
      return false;
    }
    byte first = csv.bytes()[csv.start(0)];
    boolean letter = Character.isLetter(first) || first == '_';
    // Rows of Tardis begin with the exchange's name.
    return letter && !csv.text(0).startsWith("binance");
  }

  private RowCursor cursor(boolean header) {
    String[] columns = format.columns();
    int[] fields = new int[columns.length];
    String[] names = new String[columns.length];
    for (int i = 0; i < columns.length; i++) {
      String[] known = columns[i].split("\\|", -1);
      names[i] = known[0];
      fields[i] = header ? find(known) : i;
      if (fields[i] < 0 && i < format.required() && !ended) {
        ended = true;
        refuse("COLUMN_MISSING", "field=" + known[0], csv.row());
        tally.damaged("column " + known[0] + " is missing");
      }
    }
    if (!ended) {
      tellUnknown(header, columns);
    }
    return new RowCursor(csv, names, fields);
  }

  /** New columns are left out, but not in silence: what they say may change what others mean. */
  private void tellUnknown(boolean header, String[] columns) {
    for (int field = 0; field < csv.size(); field++) {
      boolean known = field < columns.length;
      if (header) {
        String name = name(field);
        known =
            Arrays.stream(columns)
                .anyMatch(column -> Arrays.asList(column.split("\\|", -1)).contains(name));
      }
      if (!known) {
        String which = header ? csv.text(field).strip() : "#" + (field + 1);
        refuse("COLUMN_UNKNOWN", "field=" + which, csv.row());
        return;
      }
    }
  }

  private String name(int field) {
    return csv.text(field).strip().toLowerCase(Locale.ROOT);
  }

  private int find(String[] known) {
    for (String wanted : known) {
      for (int field = 0; field < csv.size(); field++) {
        if (name(field).equals(wanted)) {
          return field;
        }
      }
    }
    return -1;
  }

  private void take(String stream, long timeNs, byte[] payload) {
    if (timeNs < fromNs || timeNs >= toNs) {
      tally.refuse();
      refuse("TIME_OUTSIDE_FILE", "field=time value=\"" + timeNs + "\"", payload);
      return;
    }
    tally.frame(timeNs);
    reachedNs = Math.max(reachedNs, timeNs);
    ready.add(
        new ArchivedFrame(
            new MarketMessage(file.venue(), file.symbol(), stream, timeNs, payload),
            number,
            csv.line(),
            null,
            null));
  }

  private void refuse(String code, String detail, byte[] row) {
    ready.add(
        new ArchivedFrame(
            new MarketMessage(
                file.venue(), file.symbol(), MarketMessage.UNKNOWN_STREAM, reachedNs, row),
            number,
            csv.line(),
            code,
            "file=" + file.name() + " line=" + csv.line() + " " + detail));
  }

  @Override
  public void close() throws IOException {
    csv.close();
  }
}
