package io.cryptoscalp.engine.matching;

import java.util.Arrays;

/** The fills of a trial in the order in which they happened at the venue, in columns. */
public final class FillLog {
  private int[] instruments = new int[64];
  private long[] orders = new long[64];
  private long[] times = new long[64];
  private boolean[] buys = new boolean[64];
  private boolean[] makers = new boolean[64];
  private long[] prices = new long[64];
  private long[] quantities = new long[64];
  private double[] fees = new double[64];
  private int size;

  FillLog() {}

  void add(VenueOrder order, long timeNs, long price, long quantity, double fee, boolean maker) {
    if (size == times.length) {
      grow();
    }
    instruments[size] = order.instrument;
    orders[size] = order instanceof TickOrder own ? own.id() : 0;
    times[size] = timeNs;
    buys[size] = order.buy;
    makers[size] = maker;
    prices[size] = price;
    quantities[size] = quantity;
    fees[size] = fee;
    size++;
  }

  private void grow() {
    int length = size * 2;
    instruments = Arrays.copyOf(instruments, length);
    orders = Arrays.copyOf(orders, length);
    times = Arrays.copyOf(times, length);
    buys = Arrays.copyOf(buys, length);
    makers = Arrays.copyOf(makers, length);
    prices = Arrays.copyOf(prices, length);
    quantities = Arrays.copyOf(quantities, length);
    fees = Arrays.copyOf(fees, length);
  }

  /** Number of fills. */
  public int size() {
    return size;
  }

  /** Index of the instrument of a fill. */
  public int instrument(int fill) {
    return instruments[fill];
  }

  /** Number of its order, 0 for a liquidation and for orders of an account. */
  public long order(int fill) {
    return orders[fill];
  }

  /** Venue time, ns. */
  public long timeNs(int fill) {
    return times[fill];
  }

  /** True when the order bought. */
  public boolean isBuy(int fill) {
    return buys[fill];
  }

  /** True when it was passive. */
  public boolean isMaker(int fill) {
    return makers[fill];
  }

  /** Scaled price. */
  public long price(int fill) {
    return prices[fill];
  }

  /** Scaled quantity. */
  public long quantity(int fill) {
    return quantities[fill];
  }

  /** Fee in account currency, negative = rebate. */
  public double fee(int fill) {
    return fees[fill];
  }
}
