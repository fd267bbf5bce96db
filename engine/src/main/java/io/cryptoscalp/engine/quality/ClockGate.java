package io.cryptoscalp.engine.quality;

import io.cryptoscalp.engine.feed.ClockGuard;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * Watches the offset between receive and event time. It is bounded below: no message arrives sooner
 * than the fastest way allows, so that an event time ahead of that is wrong, and would push the
 * venue's clock forward. Above it is open: data may be late, which is reported and used. A lasting
 * change of the median is drift of one of the clocks or a new route.
 */
final class ClockGate implements ClockGuard {
  private static final int SAMPLES = 64;
  private static final int WARM = 8;
  private static final long SAMPLE_NS = 250_000_000L;

  /** So slowly the fastest offset is forgotten, a frame: a queue of minutes does not move it. */
  private static final double FORGET = 1e-5;

  /** Frames ahead in a row that agree: then a clock was set. */
  private static final int CONFIRMATIONS = 16;

  private static final double MS = 1e6;

  private final QualityOptions options;
  private final AnomalySink sink;
  private final RobustWindow offsets = new RobustWindow(SAMPLES);

  private double fastest = Double.NaN;
  private double anchor = Double.NaN;
  private long nextSampleNs;
  private double suspect;
  private int suspects;
  private boolean behind;

  ClockGate(QualityOptions options, AnomalySink sink) {
    this.options = options;
    this.sink = sink;
  }

  @Override
  public boolean believes(FrameKind kind, long eventNs, long receivedNs) {
    boolean stamped =
        switch (kind) {
          case TRADE, AGG_TRADE, BOOK_TICKER, DEPTH_DIFF, MARK_PRICE, FORCE_ORDER -> true;
          case DEPTH_SNAPSHOT,
              KLINE,
              OPEN_INTEREST,
              OPEN_INTEREST_HIST,
              LONG_SHORT_RATIO,
              EXCHANGE_INFO,
              HEARTBEAT ->
              false;
        };
    if (!stamped) {
      return true;
    }
    double offset = receivedNs - eventNs;
    if (options.aheadNs() > 0 && isAhead(kind, eventNs, offset)) {
      return false;
    }
    fastest =
        offset < fastest || Double.isNaN(fastest) ? offset : fastest + (offset - fastest) * FORGET;
    late(kind, eventNs, offset);
    // A clock that was set back must not stop the sampling.
    if (receivedNs >= nextSampleNs || nextSampleNs - receivedNs > SAMPLE_NS) {
      nextSampleNs = receivedNs + SAMPLE_NS;
      offsets.add(offset);
      drift(kind, eventNs);
    }
    return true;
  }

  private boolean isAhead(FrameKind kind, long eventNs, double offset) {
    if (offsets.size() < WARM || fastest - offset <= options.aheadNs()) {
      suspects = 0;
      return false;
    }
    boolean agrees = suspects > 0 && Math.abs(offset - suspect) <= options.aheadNs();
    suspects = agrees ? suspects + 1 : 1;
    suspect = offset;
    if (suspects >= CONFIRMATIONS) {
      report(Anomaly.CLOCK_DRIFT, kind, eventNs, offset, fastest - options.aheadNs(), fastest);
      suspects = 0;
      offsets.clear();
      fastest = offset;
      anchor = Double.NaN;
      behind = false;
      return false;
    }
    double high = offsets.median() + options.behindNs();
    report(Anomaly.CLOCK_AHEAD, kind, eventNs, offset, fastest - options.aheadNs(), high);
    return true;
  }

  private void late(FrameKind kind, long eventNs, double offset) {
    if (options.behindNs() == 0 || offsets.size() < WARM) {
      return;
    }
    double high = offsets.median() + options.behindNs();
    if (offset > high && !behind) {
      report(Anomaly.CLOCK_BEHIND, kind, eventNs, offset, fastest - options.aheadNs(), high);
    }
    behind = offset > high;
  }

  private void drift(FrameKind kind, long eventNs) {
    if (options.driftNs() == 0 || !offsets.isFull()) {
      return;
    }
    double median = offsets.median();
    if (Double.isNaN(anchor)) {
      anchor = median;
    } else if (Math.abs(median - anchor) > options.driftNs()) {
      double low = anchor - options.driftNs();
      report(Anomaly.CLOCK_DRIFT, kind, eventNs, median, low, anchor + options.driftNs());
      anchor = median;
    }
  }

  private void report(
      Anomaly anomaly, FrameKind kind, long eventNs, double offset, double low, double high) {
    double scale = Math.max(MS, offsets.scale());
    sink.anomaly(
        anomaly,
        kind,
        eventNs,
        "receiveMinusEventMs",
        offset / MS,
        low / MS,
        high / MS,
        Math.abs(offset - offsets.median()) / scale);
  }

  void write(StateWriter out) {
    offsets.write(out);
    out.writeDouble(fastest);
    out.writeDouble(anchor);
    out.writeLong(nextSampleNs);
    out.writeDouble(suspect);
    out.writeInt(suspects);
    out.writeBoolean(behind);
  }

  void read(StateReader in) {
    offsets.read(in);
    fastest = in.readDouble();
    anchor = in.readDouble();
    nextSampleNs = in.readLong();
    suspect = in.readDouble();
    suspects = in.readInt();
    behind = in.readBoolean();
  }
}
