package io.cryptoscalp.operators.instrument;

import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * Frames of one instrument since the last row, by stream, within one interval of receive time.
 *
 * <p>Rows are increments: an interval's frames are the sum of its rows. Only accepted frames move
 * the interval on, so that a corrupted clock cannot; refused ones count where the accepted stand.
 */
final class IngestCounts {
  /** Length of an interval. */
  static final long INTERVAL_NS = 10_000_000_000L;

  private static final FrameKind[] KINDS = FrameKind.values();

  /** By {@link FrameKind#code}. */
  private final long[] accepted = new long[KINDS[KINDS.length - 1].code() + 1];

  private final long[] refused = new long[accepted.length];
  private long startNs;
  private long frames;
  private boolean pending;

  /** Takes the counts of one stream. */
  interface Sink {
    /**
     * What has come since the last row.
     *
     * @param startNs start of the interval, ns since the epoch
     * @param sequence frames of the instrument so far, over all streams; with interval and stream
     *     the id of the row
     */
    void count(FrameKind kind, long startNs, long accepted, long refused, long sequence);
  }

  /** Watermark that ends the interval, ms since the epoch. */
  long lastMs() {
    return endNs() / 1_000_000 - 1;
  }

  /** Whether an accepted frame received then belongs to a later interval than those counted. */
  boolean isBeyond(long receiveTimeNs) {
    return receiveTimeNs >= startNs + INTERVAL_NS;
  }

  /** Moves on to the interval of an accepted frame; what was counted must have been flushed. */
  void moveTo(long receiveTimeNs) {
    startNs = receiveTimeNs - Math.floorMod(receiveTimeNs, INTERVAL_NS);
  }

  /** When the interval ends, ns since the epoch. */
  long endNs() {
    return startNs + INTERVAL_NS;
  }

  /** Whether an accepted frame has set the interval. */
  boolean hasInterval() {
    return startNs > 0;
  }

  void add(FrameKind kind, boolean isAccepted) {
    (isAccepted ? accepted : refused)[kind.code()]++;
    frames++;
    pending = true;
  }

  /** Begins behind frames that are not counted here. */
  void beginAfter(long before) {
    frames = before;
  }

  /** Hands out what has come since the last call, in the order of the kinds, and starts anew. */
  void flush(Sink out) {
    if (!pending) {
      return;
    }
    pending = false;
    for (FrameKind kind : KINDS) {
      int i = kind.code();
      if (accepted[i] + refused[i] > 0) {
        out.count(kind, startNs, accepted[i], refused[i], frames);
        accepted[i] = 0;
        refused[i] = 0;
      }
    }
  }

  void write(StateWriter out) {
    out.writeLong(startNs);
    out.writeLong(frames);
    out.writeByte(accepted.length);
    for (int code = 0; code < accepted.length; code++) {
      out.writeLong(accepted[code]);
      out.writeLong(refused[code]);
    }
  }

  void read(StateReader in) {
    startNs = in.readLong();
    frames = in.readLong();
    int count = in.readByte();
    pending = false;
    for (int code = 0; code < count; code++) {
      accepted[code] = in.readLong();
      refused[code] = in.readLong();
      pending |= accepted[code] + refused[code] > 0;
    }
  }
}
