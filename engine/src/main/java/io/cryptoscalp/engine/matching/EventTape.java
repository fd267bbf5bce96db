package io.cryptoscalp.engine.matching;

import io.cryptoscalp.engine.instrument.Instrument;

/**
 * The market events of one instrument in columns, built once and read by any number of trials at a
 * time. Events stand in the order of the venue's clock; {@link #localOrder} gives the order in
 * which they reach the local side. Prices are ticks, whole multiples of {@link #step}, which
 * divides the instrument's tick size; quantities are scaled longs; times are ns since the epoch.
 */
public final class EventTape extends MarketColumns {
  private final long localShiftNs;
  private final int negativeLatencies;

  EventTape(Instrument instrument, TapeColumns columns) {
    super(instrument, columns.step);
    this.kinds = columns.kinds;
    this.lasts = columns.lasts;
    this.venueNs = columns.venueNs;
    this.localNs = columns.localNs;
    this.ticks = columns.ticks;
    this.quantities = columns.quantities;
    this.orderIds = columns.orderIds;
    this.fundingRates = columns.fundingRates;
    this.fundingTimes = columns.fundingTimes;
    this.localOrder = columns.localOrder;
    this.end = kinds.length;
    this.localShiftNs = columns.localShiftNs;
    this.negativeLatencies = columns.negativeLatencies;
    int low = Integer.MAX_VALUE;
    int high = Integer.MIN_VALUE;
    for (int i = 0; i < ticks.length; i++) {
      if (hasPrice(kinds[i])) {
        low = Math.min(low, ticks[i]);
        high = Math.max(high, ticks[i]);
      }
    }
    this.minTick = low <= high ? low : 0;
    this.maxTick = low <= high ? high : 0;
  }

  /** Number of events. */
  public int size() {
    return kinds.length;
  }

  /** True when something on it tells of a book: without that, orders meet nothing. */
  public boolean hasBook() {
    for (byte kind : kinds) {
      if (TapeKind.isBook(kind) && kind != TapeKind.CLEAR) {
        return true;
      }
    }
    return false;
  }

  /** Kind of an event, of {@link TapeKind}. */
  public byte kind(int event) {
    return kinds[event];
  }

  /** True when the event ends a message of the feed. */
  public boolean isLast(int event) {
    return lasts[event];
  }

  /** When it happened at the venue. */
  public long venueNs(int event) {
    return venueNs[event];
  }

  /** When the local side learns of it; not before it happened. */
  public long localNs(int event) {
    return localNs[event];
  }

  /** Scaled quantity; the scaled mark price of a mark. */
  public long quantity(int event) {
    return quantities[event];
  }

  /** The event that reaches the local side as the n-th. */
  public int localOrder(int n) {
    return localOrder == null ? n : localOrder[n];
  }

  @Override
  public long localShiftNs() {
    return localShiftNs;
  }

  @Override
  int terms(int mark) {
    return ticks[mark];
  }

  /** Events whose recorded local time was before the venue's. */
  public int negativeLatencies() {
    return negativeLatencies;
  }

  /** First time on either clock; 0 when empty. */
  public long startNs() {
    return size() == 0 ? 0 : Math.min(venueNs[0], localNs[localOrder(0)]);
  }
}
