package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.performance.ReturnSeries;
import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.engine.performance.TradeOutcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes a run of what stored rows say a strategy did on paper. Its equity is that of the account
 * when the span began, and since then what its own positions earned: other strategies of the
 * account do not count. Round trips go from flat to flat, of one instrument.
 */
final class PaperRun {
  /**
   * A row of {@code positions}.
   *
   * @param instrument instrument id
   * @param timeNs event time, ns since the epoch
   * @param quantity signed, base units; contracts when inverse
   * @param averagePrice of the entry, quote units; 0 when flat
   * @param markPrice price of the valuation, quote units
   * @param realized profit before fees and funding so far, account currency
   * @param unrealized account currency
   * @param fees paid so far, account currency
   * @param funding received so far, account currency
   * @param equity of the account after it, account currency
   */
  record Position(
      String instrument,
      long timeNs,
      double quantity,
      double averagePrice,
      double markPrice,
      double realized,
      double unrealized,
      double fees,
      double funding,
      double equity) {
    /** What it earned so far, account currency. */
    double earned() {
      return realized + unrealized - fees + funding;
    }
  }

  /**
   * A fill.
   *
   * @param instrument instrument id
   * @param timeNs event time, ns since the epoch
   * @param side of the order
   * @param quantity base units; contracts when inverse
   * @param price quote units
   * @param reason why the order was sent
   */
  record Fill(
      String instrument, long timeNs, Side side, double quantity, double price, String reason) {}

  private final List<Position> positions;
  private final List<Fill> fills;
  private final Map<String, Double> contracts;
  private final Map<String, Position> state = new TreeMap<>();
  private final Map<String, Position> opened = new TreeMap<>();
  private final Map<String, Position> before = new TreeMap<>();
  private final List<TradeOutcome> trades = new ArrayList<>();

  /**
   * Takes rows.
   *
   * @param positions of the strategy, by time; those before the span say what it starts from
   * @param fills of the strategy, by time
   * @param contracts quote units of a contract of each inverse instrument
   */
  PaperRun(List<Position> positions, List<Fill> fills, Map<String, Double> contracts) {
    this.positions = positions;
    this.fills = fills;
    this.contracts = contracts;
  }

  /**
   * The run.
   *
   * @param account account id
   * @param strategy strategy id
   * @param configuration settings by key
   * @param dataHash digest of the rows, hex
   * @param fromNs begin of the span, ns since the epoch; the first row where that is later
   * @param prices of the instruments
   * @return null when the span has no row
   */
  @Nullable RunRecord of(
      String account,
      String strategy,
      SortedMap<String, String> configuration,
      String dataHash,
      long fromNs,
      List<RunRecord.Prices> prices) {
    double start = Double.NaN;
    double base = 0;
    List<Long> times = new ArrayList<>();
    List<Double> equity = new ArrayList<>();
    double earned = 0;
    for (Position row : positions) {
      Position last = state.put(row.instrument(), row);
      double change = row.earned() - (last == null ? 0 : last.earned());
      if (row.timeNs() >= fromNs && Double.isNaN(start)) {
        start = row.equity() - change;
        base = earned;
      }
      earned += change;
      if (row.timeNs() >= fromNs) {
        times.add(row.timeNs());
        equity.add(start + earned - base);
      }
      trip(last, row, fromNs);
    }
    if (times.isEmpty() || !(start > 0)) {
      return null;
    }
    trades.sort(Comparator.comparingLong(TradeOutcome::exitNs));
    long begin = Math.max(fromNs, times.get(0));
    long end = times.get(times.size() - 1);
    return new RunRecord(
        "paper." + account + "." + strategy + "." + end / ReturnSeries.DAY_NS,
        strategy,
        RunRecord.Kind.PAPER,
        configuration,
        dataHash,
        "USDT",
        begin,
        end,
        start,
        new RunRecord.Curve(
            times.stream().mapToLong(Long::longValue).toArray(),
            equity.stream().mapToDouble(Double::doubleValue).toArray()),
        null,
        trades,
        prices,
        List.of());
  }

  /** Opens, grows, closes or turns the position of an instrument. */
  private void trip(@Nullable Position last, Position row, long fromNs) {
    double held = last == null ? 0 : last.quantity();
    String instrument = row.instrument();
    boolean ends = held != 0 && Math.signum(row.quantity()) != Math.signum(held);
    Position open = opened.get(instrument);
    if (ends && open != null && last != null) {
      if (open.timeNs() >= fromNs) {
        trades.add(trade(open, last, row));
      }
      opened.remove(instrument);
      before.put(instrument, row);
    }
    if (row.quantity() != 0 && (held == 0 || ends)) {
      opened.put(instrument, row);
      if (held == 0 && last != null) {
        before.put(instrument, last);
      }
    } else if (open != null && Math.abs(row.quantity()) > Math.abs(open.quantity())) {
      // The most that was held is its size; its time stays that of the first fill.
      opened.put(instrument, largest(open, row));
    }
  }

  private static Position largest(Position open, Position row) {
    return new Position(
        open.instrument(),
        open.timeNs(),
        row.quantity(),
        row.averagePrice(),
        open.markPrice(),
        open.realized(),
        open.unrealized(),
        open.fees(),
        open.funding(),
        open.equity());
  }

  private TradeOutcome trade(Position open, Position last, Position closed) {
    Position from = before.get(open.instrument());
    double gross = closed.realized() - (from == null ? 0 : from.realized());
    double fees = closed.fees() - (from == null ? 0 : from.fees());
    double funding = closed.funding() - (from == null ? 0 : from.funding());
    boolean isLong = open.quantity() > 0;
    double size = Math.abs(open.quantity());
    double out = 0;
    double value = 0;
    String reason = "";
    for (Fill fill : fills) {
      boolean closes =
          fill.instrument().equals(open.instrument())
              && fill.side() == (isLong ? Side.SELL : Side.BUY)
              && fill.timeNs() >= open.timeNs()
              && fill.timeNs() <= closed.timeNs();
      if (closes) {
        out += fill.quantity();
        value += fill.quantity() * fill.price();
        reason = fill.reason();
      }
    }
    double entry = last.averagePrice();
    Double contract = contracts.get(open.instrument());
    return new TradeOutcome(
        open.instrument(),
        isLong ? Side.BUY : Side.SELL,
        open.timeNs(),
        closed.timeNs(),
        size,
        entry,
        out > 0 ? value / out : closed.markPrice(),
        contract == null ? size * entry : size * contract,
        gross,
        fees,
        0,
        0,
        funding,
        "",
        reason);
  }
}
