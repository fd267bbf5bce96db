package io.cryptoscalp.engine.portfolio;

import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * What one strategy holds in one instrument. Profit is in account currency (USD-like): linear
 * contracts settle there; inverse contracts settle in base currency and are converted at the price
 * that realised them.
 */
public final class Position {
  private final String strategy;
  private final Instrument instrument;
  private long quantity;
  private double averagePrice;
  private double markPrice;
  private double realizedPnl;
  private double fees;
  private double funding;
  private long openedAtNs;
  private long events;

  /**
   * Creates a flat position.
   *
   * @param strategy who holds it
   * @param instrument what is held
   */
  public Position(String strategy, Instrument instrument) {
    this.strategy = strategy;
    this.instrument = instrument;
  }

  /** The strategy that holds it. */
  public String strategy() {
    return strategy;
  }

  /** The instrument. */
  public Instrument instrument() {
    return instrument;
  }

  /** Signed quantity, scaled; positive = long. */
  public long quantity() {
    return quantity;
  }

  /** Average entry price in quote units, 0 when flat. */
  public double averagePrice() {
    return averagePrice;
  }

  /** Price of the last valuation in quote units, 0 before the first. */
  public double markPrice() {
    return markPrice;
  }

  /** Profit of what was closed, before fees and funding. */
  public double realizedPnl() {
    return realizedPnl;
  }

  /** Fees paid. */
  public double fees() {
    return fees;
  }

  /** Funding received; negative = paid. */
  public double funding() {
    return funding;
  }

  /** Venue time of the fill that opened it, 0 when flat. */
  public long openedAtNs() {
    return openedAtNs;
  }

  /** Number of the next event of this position; makes event ids unique. */
  long nextEvent() {
    return ++events;
  }

  /** Profit of what is open at the last mark. */
  public double unrealizedPnl() {
    return quantity == 0 || markPrice == 0 ? 0 : profit(quantity, averagePrice, markPrice);
  }

  /** Absolute notional at the last mark, account currency. */
  public double notional() {
    double size = Math.abs(instrument.quantity(quantity));
    return instrument.inverse() ? size * instrument.contractSize() : size * markPrice;
  }

  /** Values it at a price in quote units. */
  public void mark(double price) {
    markPrice = price;
  }

  /** Books a fee that belongs to no fill. */
  public void addFee(double amount) {
    fees += amount;
  }

  /** Books received funding; negative = paid. */
  public void addFunding(double amount) {
    funding += amount;
  }

  /**
   * Books a fill.
   *
   * @param side side of the order
   * @param fillQuantity scaled, positive
   * @param price in quote units
   * @param fee in account currency, negative = rebate
   * @param timeNs venue time
   */
  public void fill(Side side, long fillQuantity, double price, double fee, long timeNs) {
    fees += fee;
    long signed = side.sign() * fillQuantity;
    boolean sameDirection = quantity == 0 || Long.signum(quantity) == side.sign();
    if (quantity == 0) {
      // The mark of an earlier holding is old: valuing with it would invent profit and a peak.
      markPrice = price;
    }
    if (sameDirection) {
      if (quantity == 0) {
        openedAtNs = timeNs;
      }
      averagePrice = average(fillQuantity, price);
      quantity += signed;
    } else {
      long closed = Math.min(Math.abs(quantity), fillQuantity);
      realizedPnl += profit(Long.signum(quantity) * closed, averagePrice, price);
      quantity += signed;
      if (quantity == 0) {
        averagePrice = 0;
        openedAtNs = 0;
      } else if (Long.signum(quantity) == side.sign()) {
        averagePrice = price;
        openedAtNs = timeNs;
      }
    }
  }

  /** Average entry price after adding: arithmetic for linear, harmonic for inverse contracts. */
  private double average(long added, double price) {
    double before = Math.abs(instrument.quantity(quantity));
    double more = instrument.quantity(added);
    if (before == 0) {
      return price;
    }
    return instrument.inverse()
        ? (before + more) / (before / averagePrice + more / price)
        : (before * averagePrice + more * price) / (before + more);
  }

  private double profit(long signedQuantity, double entry, double exit) {
    double size = instrument.quantity(signedQuantity);
    return instrument.inverse()
        ? size * instrument.contractSize() * (1 / entry - 1 / exit) * exit
        : size * (exit - entry);
  }

  /** Writes what is held and booked. */
  public void write(StateWriter out) {
    out.writeLong(quantity);
    out.writeDouble(averagePrice);
    out.writeDouble(markPrice);
    out.writeDouble(realizedPnl);
    out.writeDouble(fees);
    out.writeDouble(funding);
    out.writeLong(openedAtNs);
    out.writeLong(events);
  }

  /** Reads what {@link #write} wrote. */
  public void read(StateReader in) {
    quantity = in.readLong();
    averagePrice = in.readDouble();
    markPrice = in.readDouble();
    realizedPnl = in.readDouble();
    fees = in.readDouble();
    funding = in.readDouble();
    openedAtNs = in.readLong();
    events = in.readLong();
  }
}
