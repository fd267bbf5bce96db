package io.cryptoscalp.engine.features.tick;

import io.cryptoscalp.engine.state.StateException;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.Arrays;
import java.util.List;

/**
 * Sums of several channels over sliding windows of event time.
 *
 * <p>A window of W s moves in steps of W / 20 and ends with the step that is being filled, so it
 * reaches back between 0.95 W and W. An add touches one number: what came in since the last
 * multiple of 50 ms waits and is then put into the current step of every window. The sum over older
 * steps is added up afresh whenever a step ends, so no error of repeated subtraction builds up.
 * Late events count at the newest time.
 */
final class TickWindows {
  /** Steps a window. */
  static final int STEPS = 20;

  /** Length of a step of a window of one second, ns. */
  static final long BASE_NS = 1_000_000_000L / STEPS;

  private final int[] seconds;
  private final int channels;
  private final double[] pending;
  private final double[][] rows;
  private final double[][] older;
  private final long[] steps;
  private long slot = Long.MIN_VALUE;
  private long startNs = Long.MIN_VALUE;
  private long nowNs = Long.MIN_VALUE;

  /**
   * Creates empty windows.
   *
   * @param lengths window lengths in s, increasing
   * @param channels at most 32
   */
  TickWindows(List<Integer> lengths, int channels) {
    this.seconds = new int[lengths.size()];
    this.channels = channels;
    this.pending = new double[channels];
    this.rows = new double[seconds.length][STEPS * channels];
    this.older = new double[seconds.length][channels];
    this.steps = new long[seconds.length];
    for (int i = 0; i < seconds.length; i++) {
      seconds[i] = lengths.get(i);
    }
  }

  int count() {
    return seconds.length;
  }

  int seconds(int window) {
    return seconds[window];
  }

  /** Position of the longest window. */
  int longest() {
    return seconds.length - 1;
  }

  long nowNs() {
    return nowNs;
  }

  /** Moves the windows on to this time; earlier times change nothing. */
  void advance(long timeNs) {
    if (timeNs <= nowNs) {
      return;
    }
    nowNs = timeNs;
    long next = Math.floorDiv(timeNs, BASE_NS);
    if (next == slot) {
      return;
    }
    if (startNs == Long.MIN_VALUE) {
      startNs = timeNs;
      for (int i = 0; i < seconds.length; i++) {
        steps[i] = Math.floorDiv(next, seconds[i]);
      }
    } else {
      for (int i = 0; i < seconds.length; i++) {
        flush(i, Math.floorDiv(next, seconds[i]));
      }
      Arrays.fill(pending, 0);
    }
    slot = next;
  }

  private void flush(int window, long step) {
    double[] data = rows[window];
    int base = row(steps[window]) * channels;
    for (int i = 0; i < channels; i++) {
      data[base + i] += pending[i];
    }
    if (step == steps[window]) {
      return;
    }
    if (step - steps[window] >= STEPS) {
      Arrays.fill(data, 0);
    } else {
      for (long i = steps[window] + 1; i <= step; i++) {
        int from = row(i) * channels;
        Arrays.fill(data, from, from + channels, 0);
      }
    }
    steps[window] = step;
    recompute(window);
  }

  private static int row(long step) {
    return (int) Math.floorMod(step, (long) STEPS);
  }

  private void recompute(int window) {
    double[] data = rows[window];
    double[] sums = older[window];
    Arrays.fill(sums, 0);
    for (int age = STEPS - 1; age > 0; age--) {
      int from = row(steps[window] - age) * channels;
      for (int i = 0; i < channels; i++) {
        sums[i] += data[from + i];
      }
    }
  }

  void add(int channel, double value) {
    pending[channel] += value;
  }

  /** Sum over the window at this position. */
  double sum(int window, int channel) {
    return older[window][channel]
        + rows[window][row(steps[window]) * channels + channel]
        + pending[channel];
  }

  /** True when time has passed for the whole length of the window. */
  boolean warm(int window) {
    return startNs != Long.MIN_VALUE && nowNs - startNs >= seconds[window] * 1_000_000_000L;
  }

  /** Writes all state; zeros cost a bit. */
  void write(StateWriter out) {
    out.writeLong(startNs);
    out.writeLong(nowNs);
    out.writeLong(slot);
    out.writeInt(seconds.length);
    out.writeInt(channels);
    writeRow(out, pending, 0);
    for (int window = 0; window < seconds.length; window++) {
      out.writeInt(seconds[window]);
      out.writeLong(steps[window]);
      for (int i = 0; i < STEPS; i++) {
        writeRow(out, rows[window], i * channels);
      }
    }
  }

  private void writeRow(StateWriter out, double[] data, int from) {
    int mask = 0;
    for (int i = 0; i < channels; i++) {
      if (Double.doubleToRawLongBits(data[from + i]) != 0) {
        mask |= 1 << i;
      }
    }
    out.writeInt(mask);
    for (int i = 0; i < channels; i++) {
      if ((mask >>> i & 1) != 0) {
        out.writeDouble(data[from + i]);
      }
    }
  }

  void read(StateReader in) {
    startNs = in.readLong();
    nowNs = in.readLong();
    slot = in.readLong();
    require("windows", in.readInt(), seconds.length);
    require("channels", in.readInt(), channels);
    readRow(in, pending, 0);
    for (int window = 0; window < seconds.length; window++) {
      require("window-seconds", in.readInt(), seconds[window]);
      steps[window] = in.readLong();
      for (int i = 0; i < STEPS; i++) {
        readRow(in, rows[window], i * channels);
      }
      recompute(window);
    }
  }

  private void readRow(StateReader in, double[] data, int from) {
    int mask = in.readInt();
    for (int i = 0; i < channels; i++) {
      data[from + i] = (mask >>> i & 1) != 0 ? in.readDouble() : 0;
    }
  }

  private static void require(String what, int stored, int configured) {
    if (stored != configured) {
      throw new StateException(
          "STATE_MISMATCH: state=tick-windows what="
              + what
              + " stored="
              + stored
              + " configured="
              + configured);
    }
  }
}
