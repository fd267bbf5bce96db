package io.cryptoscalp.engine.matching;

import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.instrument.Instrument;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Collects the events of one instrument, in the order in which they arrived, and builds the {@link
 * EventTape}. Prices and quantities are scaled, times ns since the epoch; a venue time of 0 says
 * that the message has none. {@link FrameTape} feeds it from decoded frames; archives call it
 * directly.
 *
 * <p>An event without a venue time is put as late as it can have happened: its local time less the
 * smallest feed latency of the tape, but not after the next stamped change of the book. Where the
 * recorder's clock lagged, so that local times lie before the venue's, every local time is moved on
 * by the same amount, which makes the smallest latency {@code baseLatencyNs}.
 */
public final class EventTapeBuilder implements MarketSink {
  private final Instrument instrument;
  private final long baseLatencyNs;
  private byte[] kinds = new byte[1024];
  private boolean[] lasts = new boolean[1024];
  private long[] venueNs = new long[1024];
  private long[] localNs = new long[1024];
  private long[] prices = new long[1024];
  private long[] quantities = new long[1024];
  private long[] orderIds = new long[1024];
  private double[] rates = new double[16];
  private long[] settlements = new long[16];
  private int size;
  private int marks;
  private boolean byOrder;
  private boolean byLevel;

  /**
   * Starts an empty tape.
   *
   * @param instrument whose prices and quantities these are
   * @param baseLatencyNs smallest feed latency when local times have to be moved, not negative
   */
  public EventTapeBuilder(Instrument instrument, long baseLatencyNs) {
    if (baseLatencyNs < 0) {
      throw new IllegalArgumentException("TAPE_LATENCY_INVALID: baseLatencyNs=" + baseLatencyNs);
    }
    this.instrument = instrument;
    this.baseLatencyNs = baseLatencyNs;
  }

  /** Events so far. */
  public int size() {
    return size;
  }

  @Override
  public void level(long venue, long local, Side side, long price, long quantity) {
    byLevel = true;
    add(side == Side.BUY ? TapeKind.BID : TapeKind.ASK, venue, local, price, quantity, 0);
  }

  @Override
  public void touch(long venue, long local, Side side, long price, long quantity) {
    byLevel = true;
    byte kind = side == Side.BUY ? TapeKind.TOUCH_BID : TapeKind.TOUCH_ASK;
    add(kind, venue, local, price, quantity, 0);
  }

  @Override
  public void clear(long venue, long local) {
    add(TapeKind.CLEAR, venue, local, 0, 0, 0);
  }

  @Override
  public void trade(long venue, long local, Side taker, long price, long quantity) {
    byte kind = taker == Side.BUY ? TapeKind.TRADE_BUY : TapeKind.TRADE_SELL;
    add(kind, venue, local, price, quantity, 0);
  }

  @Override
  public void mark(long venue, long local, long price, double rate, long settlementNs) {
    if (marks == rates.length) {
      rates = Arrays.copyOf(rates, marks * 2);
      settlements = Arrays.copyOf(settlements, marks * 2);
    }
    rates[marks] = rate;
    settlements[marks] = settlementNs;
    add(TapeKind.MARK, venue, local, marks++, price, 0);
  }

  /** An order joins the book at the end of its level's queue. */
  public void addOrder(long venue, long local, long id, Side side, long price, long quantity) {
    byOrder = true;
    byte kind = side == Side.BUY ? TapeKind.ADD_BID : TapeKind.ADD_ASK;
    add(kind, venue, local, price, quantity, id);
  }

  /** An order changes; it keeps its place when only its quantity falls. */
  public void modifyOrder(long venue, long local, long id, long price, long quantity) {
    byOrder = true;
    add(TapeKind.MODIFY, venue, local, price, quantity, id);
  }

  /** An order leaves. */
  public void cancelOrder(long venue, long local, long id, long price) {
    byOrder = true;
    add(TapeKind.CANCEL, venue, local, price, 0, id);
  }

  /** A resting order trades a quantity; it leaves when nothing of it is left. */
  public void executeOrder(long venue, long local, long id, long price, long quantity) {
    byOrder = true;
    add(TapeKind.EXECUTE, venue, local, price, quantity, id);
  }

  @Override
  public void endMessage() {
    if (size > 0) {
      lasts[size - 1] = true;
    }
  }

  private void add(byte kind, long venue, long local, long price, long quantity, long id) {
    if (size == kinds.length) {
      grow();
    }
    kinds[size] = kind;
    venueNs[size] = venue;
    localNs[size] = local;
    prices[size] = price;
    quantities[size] = quantity;
    orderIds[size] = id;
    size++;
  }

  private void grow() {
    int length = Math.multiplyExact(size, 2);
    kinds = Arrays.copyOf(kinds, length);
    lasts = Arrays.copyOf(lasts, length);
    venueNs = Arrays.copyOf(venueNs, length);
    localNs = Arrays.copyOf(localNs, length);
    prices = Arrays.copyOf(prices, length);
    quantities = Arrays.copyOf(quantities, length);
    orderIds = Arrays.copyOf(orderIds, length);
  }

  /**
   * Builds the tape.
   *
   * @throws IllegalStateException {@code TAPE_MIXED} when it has both levels and single orders,
   *     {@code TAPE_RANGE} when its prices span more ticks than an int holds
   */
  public EventTape build() {
    if (byOrder && byLevel) {
      throw new IllegalStateException("TAPE_MIXED: instrument=" + instrument.id());
    }
    TapeColumns out = new TapeColumns();
    long[] venue = Arrays.copyOf(venueNs, size);
    long[] local = Arrays.copyOf(localNs, size);
    correctTimes(venue, local, out);
    int[] order = StableOrder.of(venue);
    out.step = step();
    out.kinds = new byte[size];
    out.lasts = new boolean[size];
    out.venueNs = new long[size];
    out.localNs = new long[size];
    out.ticks = new int[size];
    out.quantities = new long[size];
    long[] ids = new long[byOrder ? size : 0];
    for (int i = 0; i < size; i++) {
      int at = order[i];
      out.kinds[i] = kinds[at];
      out.lasts[i] = lasts[at];
      out.venueNs[i] = venue[at];
      out.localNs[i] = local[at];
      out.ticks[i] = kinds[at] == TapeKind.MARK ? (int) prices[at] : tick(prices[at], out.step);
      out.quantities[i] = quantities[at];
      if (byOrder) {
        ids[i] = orderIds[at];
      }
    }
    out.orderIds = byOrder ? ids : null;
    out.fundingRates = Arrays.copyOf(rates, marks);
    out.fundingTimes = Arrays.copyOf(settlements, marks);
    out.localOrder = localOrder(local, order);
    return new EventTape(instrument, out);
  }

  private static int[] inverse(int[] order) {
    int[] position = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      position[order[i]] = i;
    }
    return position;
  }

  /** Events in the order of their arrival; null when that is the venue's order. */
  private static int @Nullable [] localOrder(long[] local, int[] order) {
    int[] arrival = StableOrder.of(local);
    int[] position = inverse(order);
    int[] result = new int[arrival.length];
    for (int i = 0; i < arrival.length; i++) {
      result[i] = position[arrival[i]];
    }
    return StableOrder.isIdentity(result) ? null : result;
  }

  private void correctTimes(long[] venue, long[] local, TapeColumns out) {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < size; i++) {
      if (venue[i] > 0) {
        long latency = local[i] - venue[i];
        out.negativeLatencies += latency < 0 ? 1 : 0;
        least = Math.min(least, latency);
      }
    }
    long shift = least < 0 ? baseLatencyNs - least : 0;
    long smallest = least == Long.MAX_VALUE ? 0 : least + shift;
    long next = Long.MAX_VALUE;
    for (int i = size - 1; i >= 0; i--) {
      local[i] += shift;
      if (venue[i] == 0) {
        // Not after the stamped change of the book that builds on it.
        venue[i] = Math.min(local[i] - smallest, next);
      } else if (TapeKind.isBook(kinds[i])) {
        next = Math.min(next, venue[i]);
      }
    }
    out.localShiftNs = shift;
  }

  private int tick(long price, long step) {
    long tick = price / step;
    if (tick != (int) tick) {
      throw new IllegalStateException(
          "TAPE_RANGE: instrument=" + instrument.id() + " price=" + price + " step=" + step);
    }
    return (int) tick;
  }

  /** The greatest step that divides the tick size and every price. */
  private long step() {
    long step = instrument.tickSize();
    for (int i = 0; i < size; i++) {
      if (kinds[i] != TapeKind.MARK) {
        long rest = Math.abs(prices[i]) % step;
        while (rest != 0) {
          long next = step % rest;
          step = rest;
          rest = next;
        }
      }
    }
    return step;
  }
}
