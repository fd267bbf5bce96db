package io.cryptoscalp.engine.matching;

import io.cryptoscalp.engine.instrument.Instrument;
import org.jspecify.annotations.Nullable;

/**
 * Market events of one instrument in columns, in the order of the venue's clock: all of them on an
 * {@link EventTape}, the latest ones in a {@link MarketWindow}. Prices are ticks of {@link #step}.
 */
public abstract class MarketColumns {
  byte[] kinds = {};
  boolean[] lasts = {};
  long[] venueNs = {};
  long[] localNs = {};
  int[] ticks = {};
  long[] quantities = {};
  long @Nullable [] orderIds;
  int @Nullable [] localOrder;
  double[] fundingRates = {};
  long[] fundingTimes = {};

  /** Events in the columns, which may have room for more. */
  int end;

  /** Ticks between which prices lie as far as is known. */
  int minTick;

  int maxTick;
  long step;

  private final Instrument instrument;

  MarketColumns(Instrument instrument, long step) {
    this.instrument = instrument;
    this.step = step;
  }

  static boolean hasPrice(byte kind) {
    return kind != TapeKind.CLEAR && kind != TapeKind.MARK;
  }

  /** The instrument. */
  public final Instrument instrument() {
    return instrument;
  }

  /** Scaled price units of one tick. */
  public final long step() {
    return step;
  }

  /** True when single orders are known, so that places in queues are. */
  public final boolean hasOrders() {
    return orderIds != null;
  }

  /** Scaled price of an event; 0 for a clear and a mark. */
  public final long price(int event) {
    return hasPrice(kinds[event]) ? ticks[event] * step : 0;
  }

  /** Id of the order in a market-by-order event, else 0. */
  public final long orderId(int event) {
    return orderIds == null ? 0 : orderIds[event];
  }

  /** What was added to every local time so that none lies before the venue's, ns. */
  public abstract long localShiftNs();

  /** Where the funding terms of a mark stand. */
  abstract int terms(int mark);

  /** Lets a venue that reads on in the columns know when they move; of no effect on a tape. */
  void addReader(WindowReader reader) {}
}
