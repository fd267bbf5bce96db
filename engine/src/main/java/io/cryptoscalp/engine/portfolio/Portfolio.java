package io.cryptoscalp.engine.portfolio;

import io.cryptoscalp.engine.event.ExecutionReport;
import io.cryptoscalp.engine.event.MarketTick;
import io.cryptoscalp.engine.event.PositionSnapshot;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentLookup;
import io.cryptoscalp.engine.state.StateException;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All positions of an account and what they are worth. Equity = start + realised - fees + funding +
 * unrealised; days are UTC days of venue time. Positions keep the order in which they were first
 * opened, so that sums are the same in every run. They are changed through the portfolio alone.
 */
public final class Portfolio {
  private static final int VERSION = 1;
  private static final long DAY_NS = 86_400_000_000_000L;

  private final String account;
  private final double startingEquity;
  private final InstrumentLookup instruments;
  private final List<Position> positions = new ArrayList<>();
  private double peakEquity;
  private double dayStartEquity;
  private long day = Long.MIN_VALUE;

  /** Venue time at which the day ends, ns. */
  private long dayEndNs = Long.MIN_VALUE;

  private int open;
  private double equity;
  private boolean valued;

  /**
   * Creates an account that never traded.
   *
   * @param account account id
   * @param startingEquity in account currency, positive
   * @param instruments finds an instrument by id
   */
  public Portfolio(String account, double startingEquity, InstrumentLookup instruments) {
    this.account = account;
    this.startingEquity = startingEquity;
    this.instruments = instruments;
    this.peakEquity = startingEquity;
    this.dayStartEquity = startingEquity;
  }

  /** The account's id. */
  public String account() {
    return account;
  }

  /** Every position that was ever opened, flat ones included, in opening order. */
  public List<Position> positions() {
    return Collections.unmodifiableList(positions);
  }

  /** Number of {@link #positions}. */
  public int size() {
    return positions.size();
  }

  /** One of {@link #positions}. */
  public Position position(int index) {
    return positions.get(index);
  }

  /** The position of a strategy in an instrument, null when it never held one. */
  public @Nullable Position find(String strategy, String instrument) {
    for (int i = 0; i < positions.size(); i++) {
      Position position = positions.get(i);
      if (position.instrument().id().equals(instrument) && position.strategy().equals(strategy)) {
        return position;
      }
    }
    return null;
  }

  /** Signed quantity that a strategy holds in an instrument. */
  public long quantity(String strategy, String instrument) {
    Position position = find(strategy, instrument);
    return position == null ? 0 : position.quantity();
  }

  /** Equity in account currency at the last marks. */
  public double equity() {
    if (!valued) {
      equity = value();
      valued = true;
    }
    return equity;
  }

  private double value() {
    double sum = startingEquity;
    for (int i = 0; i < positions.size(); i++) {
      Position position = positions.get(i);
      sum +=
          position.realizedPnl() - position.fees() + position.funding() + position.unrealizedPnl();
    }
    return sum;
  }

  /** Highest equity so far. */
  public double peakEquity() {
    return peakEquity;
  }

  /** Fall from the peak, 0 to 1. */
  public double drawdown() {
    return peakEquity <= 0 ? 0 : Math.max(0, 1 - equity() / peakEquity);
  }

  /** Profit since the start of the UTC day, fraction of the equity at its start. */
  public double dayReturn() {
    return dayStartEquity <= 0 ? 0 : equity() / dayStartEquity - 1;
  }

  /** Counts the day's profit from the present equity on, until the next UTC day. */
  public void restartDay() {
    dayStartEquity = equity();
  }

  /** Counts the fall from the peak from the present equity on. */
  public void restartPeak() {
    peakEquity = equity();
  }

  /** Sum of absolute notionals at the last marks. */
  public double grossNotional() {
    double sum = 0;
    for (int i = 0; i < positions.size(); i++) {
      sum += positions.get(i).notional();
    }
    return sum;
  }

  /** Sum of signed notionals at the last marks. */
  public double netNotional() {
    double sum = 0;
    for (int i = 0; i < positions.size(); i++) {
      Position position = positions.get(i);
      sum += Long.signum(position.quantity()) * position.notional();
    }
    return sum;
  }

  /** Number of positions that are not flat. */
  public int openPositions() {
    return open;
  }

  private void countOpen() {
    open = 0;
    for (int i = 0; i < positions.size(); i++) {
      open += positions.get(i).quantity() != 0 ? 1 : 0;
    }
  }

  /**
   * Values what is held in the tick's instrument and keeps day and peak; true when something was
   * valued.
   */
  public boolean onTick(MarketTick tick) {
    if (tick.eventTimeNs() >= dayEndNs) {
      beginDay(Math.floorDiv(tick.eventTimeNs(), DAY_NS));
    }
    boolean marked = open > 0 && mark(tick);
    if (marked) {
      valued = false;
      peakEquity = Math.max(peakEquity, equity());
    }
    return marked;
  }

  private void beginDay(long today) {
    dayStartEquity = equity();
    day = today;
    dayEndNs = (today + 1) * DAY_NS;
  }

  private boolean mark(MarketTick tick) {
    boolean marked = false;
    for (int i = 0; i < positions.size(); i++) {
      Position position = positions.get(i);
      if (position.quantity() != 0 && position.instrument().id().equals(tick.instrument())) {
        double price = valuation(position.instrument(), tick);
        if (price > 0) {
          position.mark(price);
          marked = true;
        }
      }
    }
    return marked;
  }

  /**
   * Mark price where the venue sends one, else the middle of the touch; 0 when neither is known.
   */
  private static double valuation(Instrument instrument, MarketTick tick) {
    if (tick.markPrice() > 0) {
      return instrument.price(tick.markPrice());
    }
    if (!tick.bookHealthy() || tick.bestBid() == 0 || tick.bestAsk() == 0) {
      return 0;
    }
    return (instrument.price(tick.bestBid()) + instrument.price(tick.bestAsk())) / 2;
  }

  /** Books a fill. */
  public PositionSnapshot onFill(ExecutionReport report) {
    Position position = find(report.strategy(), report.instrument());
    if (position == null) {
      position = new Position(report.strategy(), instruments.get(report.instrument()));
      positions.add(position);
    }
    position.fill(
        report.side(),
        report.lastQuantity(),
        position.instrument().price(report.lastPrice()),
        report.fee(),
        report.eventTimeNs());
    countOpen();
    valued = false;
    peakEquity = Math.max(peakEquity, equity());
    return snapshot(position, "fill", report.eventTimeNs());
  }

  /**
   * Settles funding of an instrument: a long pays {@code rate x notional} when the rate is
   * positive, a short receives it.
   *
   * @return a snapshot a position that was open
   */
  public List<PositionSnapshot> settleFunding(String instrument, double rate, long timeNs) {
    List<PositionSnapshot> snapshots = new ArrayList<>();
    for (Position position : positions) {
      if (position.quantity() != 0 && position.instrument().id().equals(instrument)) {
        position.addFunding(-Long.signum(position.quantity()) * position.notional() * rate);
        valued = false;
        snapshots.add(snapshot(position, "funding", timeNs));
      }
    }
    return snapshots;
  }

  /** A row about a position as it stands. */
  public PositionSnapshot snapshot(Position position, String cause, long timeNs) {
    String id =
        account
            + "-"
            + position.strategy()
            + "-"
            + position.instrument().id()
            + "-"
            + position.nextEvent();
    return new PositionSnapshot(
        id,
        account,
        position.strategy(),
        position.instrument().id(),
        position.quantity(),
        position.averagePrice(),
        position.markPrice(),
        position.realizedPnl(),
        position.unrealizedPnl(),
        position.fees(),
        position.funding(),
        equity(),
        cause,
        timeNs);
  }

  /** Writes positions, peak and day. */
  public void write(StateWriter out) {
    out.writeByte(VERSION);
    out.writeDouble(peakEquity);
    out.writeDouble(dayStartEquity);
    out.writeLong(day);
    out.writeInt(positions.size());
    for (Position position : positions) {
      out.writeString(position.strategy());
      out.writeString(position.instrument().id());
      position.write(out);
    }
  }

  /** Reads what {@link #write} wrote. */
  public void read(StateReader in) {
    in.readVersion(VERSION, "portfolio");
    peakEquity = in.readDouble();
    dayStartEquity = in.readDouble();
    day = in.readLong();
    dayEndNs = day == Long.MIN_VALUE ? day : (day + 1) * DAY_NS;
    int count = in.readInt();
    positions.clear();
    for (int i = 0; i < count; i++) {
      String strategy = in.readText();
      String id = in.readText();
      Instrument instrument = instruments.find(id);
      if (instrument == null) {
        throw new StateException("STATE_INSTRUMENT_UNKNOWN: state=portfolio id=" + id);
      }
      Position position = new Position(strategy, instrument);
      position.read(in);
      positions.add(position);
    }
    countOpen();
    valued = false;
  }
}
