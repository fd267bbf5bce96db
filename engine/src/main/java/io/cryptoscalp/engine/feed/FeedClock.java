package io.cryptoscalp.engine.feed;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * Venue time and receive time of one instrument, and whether a frame's time can be true.
 *
 * <p>A frame with event time has two stamps of independent clocks: it is believed when they agree
 * within the limit, however long the silence before it. A frame without one (spot tickers and
 * snapshots) is held against the time that the feed has reached; after a silence longer than the
 * limit that would reject it for ever, so {@value #CONFIRMATIONS} of them in a row that agree with
 * each other set the clock. One alone never does.
 */
final class FeedClock {
  /** Frames in a row that must agree before they overrule what was known. */
  static final int CONFIRMATIONS = 3;

  private static final long STEP_NS = 1_000_000_000L;

  private final long limitNs;

  private long engineTimeNs;
  private long receiveTimeNs;
  private long offsetNs;
  private long suspectNs;
  private int suspects;
  private int stepsBack;

  FeedClock(long limitNs) {
    this.limitNs = limitNs;
  }

  /** Says in a dead letter how far a time is off. */
  static String skew(String field, long skewNs, long limitNs) {
    return "field=" + field + " skewMs=" + skewNs / 1_000_000 + " limitMs=" + limitNs / 1_000_000;
  }

  /** How far the frame's time is off, ns; positive when it was received later than expected. */
  long skewNs(long eventNs, long receivedNs) {
    if (eventNs > 0) {
      return receivedNs - eventNs;
    }
    return engineTimeNs == 0 ? 0 : receivedNs + offsetNs - engineTimeNs;
  }

  /** Whether the frame's time may be used; {@link #advance} then takes it. */
  boolean accepts(long eventNs, long receivedNs) {
    if (Math.abs(skewNs(eventNs, receivedNs)) <= limitNs) {
      suspects = 0;
      return true;
    }
    if (eventNs > 0) {
      return false;
    }
    boolean agrees = suspects > 0 && Math.abs(receivedNs - suspectNs) <= limitNs;
    suspects = agrees ? suspects + 1 : 1;
    suspectNs = receivedNs;
    return suspects >= CONFIRMATIONS;
  }

  /**
   * Takes an accepted frame's time. Engine time never decreases; receive time follows the edge back
   * when it insists.
   *
   * @return true when receive time went back
   */
  boolean advance(long eventNs, long receivedNs, FaultSink faults) {
    suspects = 0;
    if (eventNs > 0) {
      offsetNs = eventNs - receivedNs;
    }
    engineTimeNs = Math.max(engineTimeNs, eventNs > 0 ? eventNs : receivedNs + offsetNs);
    if (receivedNs >= receiveTimeNs - STEP_NS) {
      stepsBack = 0;
      receiveTimeNs = Math.max(receiveTimeNs, receivedNs);
      return false;
    }
    if (stepsBack++ == 0) {
      faults.fault(
          "CLOCK_STEPPED_BACK", "byMs=" + (receiveTimeNs - receivedNs) / 1_000_000, "edge");
    }
    if (stepsBack < CONFIRMATIONS) {
      return false;
    }
    stepsBack = 0;
    receiveTimeNs = receivedNs;
    return true;
  }

  /** Venue time reached, never decreasing. */
  long engineTimeNs() {
    return engineTimeNs;
  }

  /** Receive time reached by accepted frames. */
  long receiveTimeNs() {
    return receiveTimeNs;
  }

  /** A receive time by the venue's clock. */
  long toVenue(long receivedNs) {
    return receivedNs + offsetNs;
  }

  void write(StateWriter out) {
    out.writeLong(engineTimeNs);
    out.writeLong(receiveTimeNs);
    out.writeLong(offsetNs);
    out.writeLong(suspectNs);
    out.writeInt(suspects);
    out.writeInt(stepsBack);
  }

  void read(StateReader in, int version) {
    engineTimeNs = in.readLong();
    receiveTimeNs = in.readLong();
    offsetNs = in.readLong();
    if (version >= 2) {
      suspectNs = in.readLong();
      suspects = in.readInt();
      stepsBack = in.readInt();
    }
  }
}
