package io.cryptoscalp.engine.features;

import io.cryptoscalp.engine.state.StateException;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.Arrays;

/**
 * Sums of several channels over sliding event-time windows that share one bucket length.
 *
 * <p>A window of n buckets covers the current, still filling bucket and the n - 1 before it, so it
 * reaches back between n - 1 and n bucket lengths. The sum over complete buckets is added up afresh
 * when it is asked for after a bucket has completed: an add is O(1), the first sum after that
 * O(longest window), and no error of repeated subtraction builds up. Late events count in the
 * current bucket.
 */
final class BucketRing {
  private final long bucketNs;
  private final int[] windows;
  private final int length;
  private final double[] data;
  private final double[] complete;
  private long bucket = Long.MIN_VALUE;
  private int row;
  private boolean stale;

  /**
   * Creates an empty ring.
   *
   * @param bucketNs bucket length
   * @param windows window lengths in buckets, increasing
   */
  BucketRing(long bucketNs, int[] windows) {
    this.bucketNs = bucketNs;
    this.windows = windows.clone();
    this.length = windows.length == 0 ? 1 : windows[windows.length - 1];
    this.data = new double[length * Channel.COUNT];
    this.complete = new double[windows.length * Channel.COUNT];
  }

  /** Makes the bucket of this time current, unless it is an earlier one. */
  void advance(long timeNs) {
    long next = Math.floorDiv(timeNs, bucketNs);
    if (next <= bucket) {
      return;
    }
    if (bucket == Long.MIN_VALUE || next - bucket >= length) {
      Arrays.fill(data, 0);
      row = 0;
    } else {
      for (long i = next - bucket; i > 0; i--) {
        row = row + 1 == length ? 0 : row + 1;
        Arrays.fill(data, row * Channel.COUNT, (row + 1) * Channel.COUNT, 0);
      }
    }
    bucket = next;
    stale = true;
  }

  void add(int channel, double value) {
    data[row * Channel.COUNT + channel] += value;
  }

  /** Sum over the window with this position in the constructor's array. */
  double sum(int window, int channel) {
    if (stale) {
      recompute();
    }
    return complete[window * Channel.COUNT + channel] + data[row * Channel.COUNT + channel];
  }

  private void recompute() {
    stale = false;
    Arrays.fill(complete, 0);
    int from = row;
    int taken = 0;
    for (int window = 0; window < windows.length; window++) {
      int base = window * Channel.COUNT;
      if (window > 0) {
        System.arraycopy(complete, base - Channel.COUNT, complete, base, Channel.COUNT);
      }
      for (; taken < windows[window] - 1; taken++) {
        from = from == 0 ? length - 1 : from - 1;
        int at = from * Channel.COUNT;
        for (int channel = 0; channel < Channel.COUNT; channel++) {
          complete[base + channel] += data[at + channel];
        }
      }
    }
  }

  /** Writes buckets from the oldest to the current; zeros cost no bytes. */
  void write(StateWriter out) {
    out.writeLong(bucket);
    out.writeInt(length);
    for (int i = 1; i <= length; i++) {
      int base = (row + i) % length * Channel.COUNT;
      int mask = 0;
      for (int channel = 0; channel < Channel.COUNT; channel++) {
        if (Double.doubleToRawLongBits(data[base + channel]) != 0) {
          mask |= 1 << channel;
        }
      }
      out.writeInt(mask);
      for (int channel = 0; channel < Channel.COUNT; channel++) {
        if ((mask >>> channel & 1) != 0) {
          out.writeDouble(data[base + channel]);
        }
      }
    }
  }

  void read(StateReader in) {
    bucket = in.readLong();
    int stored = in.readInt();
    if (stored != length) {
      throw new StateException(
          "STATE_MISMATCH: state=feature-windows stored=" + stored + " configured=" + length);
    }
    row = length - 1;
    for (int i = 0; i < length; i++) {
      int mask = in.readInt();
      for (int channel = 0; channel < Channel.COUNT; channel++) {
        data[i * Channel.COUNT + channel] = (mask >>> channel & 1) != 0 ? in.readDouble() : 0;
      }
    }
    stale = true;
  }
}
