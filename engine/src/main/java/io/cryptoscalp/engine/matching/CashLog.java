package io.cryptoscalp.engine.matching;

import java.util.Arrays;

/** What a trial was paid or paid besides its fills, in the order of the venue's clock. */
public final class CashLog {
  /** Funding received; paid when negative. */
  public static final byte FUNDING = 0;

  /** A liquidation fee, as a payment: never positive. */
  public static final byte LIQUIDATION_FEE = 1;

  /** What an isolated position lost beyond its margin, given back: never negative. */
  public static final byte INSURANCE = 2;

  private int[] instruments = new int[8];
  private byte[] kinds = new byte[8];
  private long[] times = new long[8];
  private double[] amounts = new double[8];
  private int size;

  CashLog() {}

  void add(int instrument, byte kind, long timeNs, double amount) {
    if (size == times.length) {
      instruments = Arrays.copyOf(instruments, size * 2);
      kinds = Arrays.copyOf(kinds, size * 2);
      times = Arrays.copyOf(times, size * 2);
      amounts = Arrays.copyOf(amounts, size * 2);
    }
    instruments[size] = instrument;
    kinds[size] = kind;
    times[size] = timeNs;
    amounts[size++] = amount;
  }

  /** Number of payments. */
  public int size() {
    return size;
  }

  /** Index of the instrument of a payment. */
  public int instrument(int at) {
    return instruments[at];
  }

  /** {@link #FUNDING}, {@link #LIQUIDATION_FEE} or {@link #INSURANCE}. */
  public byte kind(int at) {
    return kinds[at];
  }

  /** Venue time, ns. */
  public long timeNs(int at) {
    return times[at];
  }

  /** Account currency; negative when it was paid. */
  public double amount(int at) {
    return amounts[at];
  }
}
