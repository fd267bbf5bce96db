package io.cryptoscalp.engine.regime.signal;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * Losses of the feed: streams that fell silent, books that broke, an instrument that says nothing.
 */
final class FeedSignals {
  private static final int VERSION = 1;
  private static final long PAUSE = 10_000_000_000L;

  private boolean silent;
  private long lostNs = Long.MIN_VALUE;

  FeedSignals() {}

  void fault(MarketMeasure fault, SignalSink out) {
    switch (fault.fault()) {
      case "STREAM_SILENT", "BOOK_GAP", "BOOK_CROSSED", "TRADE_GAP", "AGG_TRADE_GAP" -> {
        boolean rested = lostNs == Long.MIN_VALUE || fault.eventTimeNs() - lostNs >= PAUSE;
        if (rested && isMarket(fault.stream())) {
          lostNs = fault.eventTimeNs();
          out.signal(SignalKind.FEED_LOST, 0, 0, 0);
        }
      }
      case "STREAM_RESUMED", "BOOK_SYNCED", "BOOK_UNCROSSED" -> {
        if (lostNs != Long.MIN_VALUE) {
          lostNs = Long.MIN_VALUE;
          out.signal(SignalKind.FEED_BACK, 0, 0, 0);
        }
      }
      default -> {
        // Other faults do not take the feed away.
      }
    }
  }

  /** Polled statistics come seldom; their silence is no outage. */
  private static boolean isMarket(String stream) {
    return !stream.startsWith("openInterest") && !stream.equals("longShortRatio");
  }

  void silence(double seconds, double most, SignalSink out) {
    if (!silent) {
      silent = true;
      out.signal(SignalKind.FEED_LOST, 0, seconds, most);
    }
  }

  void second(SignalSink out) {
    if (silent) {
      silent = false;
      out.signal(SignalKind.FEED_BACK, 0, 0, 0);
    }
  }

  void write(StateWriter out) {
    out.writeByte(VERSION);
    out.writeBoolean(silent);
    out.writeLong(lostNs);
  }

  void read(StateReader in) {
    in.readVersion(VERSION, "feed-signals");
    silent = in.readBoolean();
    lostNs = in.readLong();
  }
}
