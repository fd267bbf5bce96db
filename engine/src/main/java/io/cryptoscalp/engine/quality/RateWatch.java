package io.cryptoscalp.engine.quality;

import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Messages of each stream a second of event time: bursts far beyond the rates before, and busy
 * streams that say nothing while others move. Rates are compared as logarithms, since they scatter
 * by factors. The feed's own limits of silence (30 s and more) hold for streams of any rate; this
 * one is for streams that speak several times a second.
 */
final class RateWatch {
  private static final FrameKind[] WATCHED = {
    FrameKind.TRADE, FrameKind.AGG_TRADE, FrameKind.BOOK_TICKER, FrameKind.DEPTH_DIFF
  };
  private static final long SECOND = 1_000_000_000L;
  private static final int SECONDS = 60;

  /** Median of messages a second from which a stream is busy. */
  private static final double BUSY = 10;

  /** Smallest scale of the logarithm of a rate. */
  private static final double FLOOR = 0.25;

  private final QualityOptions options;
  private final AnomalySink sink;
  private final RobustWindow[] rates = new RobustWindow[WATCHED.length];
  private final int[] counts = new int[WATCHED.length];
  private final int[] zeros = new int[WATCHED.length];
  private long second;

  RateWatch(QualityOptions options, AnomalySink sink) {
    this.options = options;
    this.sink = sink;
    for (int i = 0; i < rates.length; i++) {
      rates[i] = new RobustWindow(SECONDS);
    }
  }

  /** Counts a frame. */
  void onFrame(FrameKind kind, long nowNs) {
    long at = nowNs / SECOND;
    if (at > second) {
      if (second > 0) {
        close(second * SECOND);
      }
      second = at;
    }
    for (int i = 0; i < WATCHED.length; i++) {
      if (WATCHED[i] == kind) {
        counts[i]++;
      }
    }
  }

  private void close(long startNs) {
    int all = 0;
    for (int count : counts) {
      all += count;
    }
    for (int i = 0; i < WATCHED.length && all > 0; i++) {
      if (counts[i] > 0 || rates[i].size() > 0) {
        burst(i, startNs);
        silence(i, startNs);
        rates[i].add(StrictMath.log1p(counts[i]));
      }
    }
    Arrays.fill(counts, 0);
  }

  private void burst(int i, long startNs) {
    if (options.rateFactor() == 0 || !rates[i].isFull()) {
      return;
    }
    double high = options.rateFactor() * Math.max(BUSY, StrictMath.expm1(rates[i].median()));
    double score = rates[i].score(StrictMath.log1p(counts[i]), FLOOR);
    if (counts[i] > high && score > options.zScore()) {
      sink.anomaly(Anomaly.RATE, WATCHED[i], startNs, "framesPerSecond", counts[i], 0, high, score);
    }
  }

  private void silence(int i, long startNs) {
    boolean busy = rates[i].isFull() && StrictMath.expm1(rates[i].median()) >= BUSY;
    zeros[i] = counts[i] == 0 && (busy || zeros[i] > 0) ? zeros[i] + 1 : 0;
    if (options.silentSeconds() > 0 && zeros[i] == options.silentSeconds()) {
      sink.anomaly(
          Anomaly.STUCK_SILENT,
          WATCHED[i],
          startNs,
          "silentSeconds",
          zeros[i],
          0,
          options.silentSeconds() - 1,
          -rates[i].score(0, FLOOR));
    }
  }

  /** Robust z-score of the stream's messages in the second that runs; 0 until there is a past. */
  double score(@Nullable FrameKind kind) {
    for (int i = 0; i < WATCHED.length; i++) {
      if (WATCHED[i] == kind && rates[i].isFull()) {
        return rates[i].score(StrictMath.log1p(counts[i]), FLOOR);
      }
    }
    return 0;
  }

  void write(StateWriter out) {
    out.writeLong(second);
    for (int i = 0; i < WATCHED.length; i++) {
      rates[i].write(out);
      out.writeInt(counts[i]);
      out.writeInt(zeros[i]);
    }
  }

  void read(StateReader in) {
    second = in.readLong();
    for (int i = 0; i < WATCHED.length; i++) {
      rates[i].read(in);
      counts[i] = in.readInt();
      zeros[i] = in.readInt();
    }
  }
}
