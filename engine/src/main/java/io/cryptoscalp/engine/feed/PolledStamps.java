package io.cryptoscalp.engine.feed;

import io.cryptoscalp.engine.decode.RejectCode;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.market.MarketFrame;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * The times of polled answers: what they tell of may be minutes old, and an answer may repeat the
 * one before because the venue has nothing newer. A repetition is no fault; it has no value.
 *
 * <p>Both forms of open interest share one sequence: they tell of the same quantity, and the
 * history, whose times are the starts of periods, would set an older value over a newer one.
 */
final class PolledStamps {
  /** Age beyond which an answer tells nothing of now; a period of the history is 5 min. */
  static final long MAX_AGE_NS = 900_000_000_000L;

  private final long aheadLimitNs;
  private long openInterestNs;
  private long longShortNs;
  private String detail = "";

  PolledStamps(long aheadLimitNs) {
    this.aheadLimitNs = aheadLimitNs;
  }

  /**
   * Whether the frame's time can be true; all of other streams can.
   *
   * @param nowNs receive time by the venue's clock
   */
  boolean accepts(MarketFrame frame, long nowNs) {
    if (!isPolled(frame.kind)) {
      return true;
    }
    long ageNs = nowNs - frame.transactionTimeNs;
    if (ageNs >= -aheadLimitNs && ageNs <= MAX_AGE_NS) {
      return true;
    }
    long limitNs = ageNs < 0 ? aheadLimitNs : MAX_AGE_NS;
    detail = FeedClock.skew("time", ageNs, limitNs);
    return false;
  }

  /** Field and value behind the last refusal. */
  String detail() {
    return detail;
  }

  /** Orders by time; takes the values out of an answer that repeats the time of the last. */
  RejectCode sequence(MarketFrame frame) {
    long last = last(frame.kind);
    long timeNs = frame.transactionTimeNs;
    frame.lastId = timeNs;
    if (timeNs < last) {
      return RejectCode.SEQUENCE_STALE;
    }
    if (timeNs == last) {
      frame.openInterest = Double.NaN;
      frame.longShortRatio = Double.NaN;
    } else if (frame.kind == FrameKind.LONG_SHORT_RATIO) {
      longShortNs = timeNs;
    } else {
      openInterestNs = timeNs;
    }
    return RejectCode.NONE;
  }

  /** Time of the last answer of the kind, ns; 0 before the first. */
  long last(FrameKind kind) {
    return kind == FrameKind.LONG_SHORT_RATIO ? longShortNs : openInterestNs;
  }

  private static boolean isPolled(FrameKind kind) {
    return kind == FrameKind.OPEN_INTEREST
        || kind == FrameKind.OPEN_INTEREST_HIST
        || kind == FrameKind.LONG_SHORT_RATIO;
  }

  void write(StateWriter out) {
    out.writeLong(openInterestNs);
    out.writeLong(longShortNs);
  }

  void read(StateReader in) {
    openInterestNs = in.readLong();
    longShortNs = in.readLong();
  }
}
