package io.cryptoscalp.engine.barsim;

import java.util.Arrays;

/** Fills of a run in columns, in the order in which they happened. */
public final class BarFills {
  private int size;
  private int[] instrument = new int[64];
  private long[] timeNs = new long[64];
  private double[] price = new double[64];
  private double[] quantity = new double[64];
  private double[] fee = new double[64];
  private boolean[] maker = new boolean[64];
  private BarExit[] reason = new BarExit[64];

  BarFills() {}

  void add(int of, long time, Holding held, int k) {
    if (size == timeNs.length) {
      grow(size * 2);
    }
    instrument[size] = of;
    timeNs[size] = time;
    price[size] = held.price[k];
    quantity[size] = held.filled[k];
    fee[size] = held.fee[k];
    maker[size] = held.maker[k];
    reason[size++] = held.reason[k];
  }

  private void grow(int to) {
    instrument = Arrays.copyOf(instrument, to);
    timeNs = Arrays.copyOf(timeNs, to);
    price = Arrays.copyOf(price, to);
    quantity = Arrays.copyOf(quantity, to);
    fee = Arrays.copyOf(fee, to);
    maker = Arrays.copyOf(maker, to);
    reason = Arrays.copyOf(reason, to);
  }

  /** Number of fills. */
  public int size() {
    return size;
  }

  /** Index of the instrument. */
  public int instrument(int fill) {
    return instrument[fill];
  }

  /** Begin of the bar for fills at its open, else its end, ns since the epoch. */
  public long timeNs(int fill) {
    return timeNs[fill];
  }

  /** Price, slippage included, quote units. */
  public double price(int fill) {
    return price[fill];
  }

  /** Base units, positive when bought. */
  public double quantity(int fill) {
    return quantity[fill];
  }

  /** Fee, account currency. */
  public double fee(int fill) {
    return fee[fill];
  }

  /** True for a resting order. */
  public boolean maker(int fill) {
    return maker[fill];
  }

  /** Which order it was of. */
  public BarExit reason(int fill) {
    return reason[fill];
  }
}
