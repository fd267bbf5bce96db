package io.cryptoscalp.engine.features;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.List;

/**
 * The event-time windows of an engine: those up to 10 s in buckets of 100 ms, longer ones in
 * buckets of 1 s. A window is warm when the engine has seen events for its whole length.
 */
final class WindowSums {
  private static final long SECOND = 1_000_000_000L;
  private static final int FINE_SECONDS = 10;

  private final int[] seconds;
  private final int fineWindows;
  private final BucketRing fine;
  private final BucketRing coarse;
  private long startNs = Long.MIN_VALUE;
  private long nowNs = Long.MIN_VALUE;

  WindowSums(List<Integer> windowsSeconds) {
    seconds = new int[windowsSeconds.size()];
    int small = 0;
    for (int i = 0; i < seconds.length; i++) {
      seconds[i] = windowsSeconds.get(i);
      if (seconds[i] <= FINE_SECONDS) {
        small++;
      }
    }
    fineWindows = small;
    int[] inTenths = new int[small];
    int[] inSeconds = new int[seconds.length - small];
    for (int i = 0; i < seconds.length; i++) {
      if (i < small) {
        inTenths[i] = seconds[i] * 10;
      } else {
        inSeconds[i - small] = seconds[i];
      }
    }
    fine = new BucketRing(SECOND / 10, inTenths);
    coarse = new BucketRing(SECOND, inSeconds);
  }

  int count() {
    return seconds.length;
  }

  int seconds(int window) {
    return seconds[window];
  }

  /** Position of the shortest window of at least this many seconds, else of the longest. */
  int atLeast(int least) {
    for (int i = 0; i < seconds.length; i++) {
      if (seconds[i] >= least) {
        return i;
      }
    }
    return seconds.length - 1;
  }

  /** Length in s of the window that {@link #atLeast(int)} finds with these options. */
  static int atLeast(FeatureOptions options, int least) {
    WindowSums windows = new WindowSums(options.windowsSeconds());
    return windows.seconds(windows.atLeast(least));
  }

  /** Moves the windows on to this time; earlier times change nothing. */
  void advance(long timeNs) {
    if (timeNs <= nowNs) {
      return;
    }
    if (startNs == Long.MIN_VALUE) {
      startNs = timeNs;
    }
    nowNs = timeNs;
    fine.advance(timeNs);
    coarse.advance(timeNs);
  }

  long nowNs() {
    return nowNs;
  }

  void add(int channel, double value) {
    fine.add(channel, value);
    coarse.add(channel, value);
  }

  double sum(int window, int channel) {
    return window < fineWindows
        ? fine.sum(window, channel)
        : coarse.sum(window - fineWindows, channel);
  }

  boolean warm(int window) {
    return startNs != Long.MIN_VALUE && nowNs - startNs >= seconds[window] * SECOND;
  }

  void write(StateWriter out) {
    out.writeLong(startNs);
    out.writeLong(nowNs);
    fine.write(out);
    coarse.write(out);
  }

  void read(StateReader in) {
    startNs = in.readLong();
    nowNs = in.readLong();
    fine.read(in);
    coarse.read(in);
  }
}
