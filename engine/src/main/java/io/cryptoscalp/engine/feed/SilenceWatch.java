package io.cryptoscalp.engine.feed;

import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * Notices a stream that stopped while others of the instrument go on, by receive time. A venue may
 * acknowledge a subscription and then send nothing, so silence is a fault of its own.
 */
final class SilenceWatch {
  private static final FrameKind[] WATCHED = {
    FrameKind.DEPTH_DIFF,
    FrameKind.BOOK_TICKER,
    FrameKind.TRADE,
    FrameKind.AGG_TRADE,
    FrameKind.MARK_PRICE,
    FrameKind.OPEN_INTEREST,
    FrameKind.LONG_SHORT_RATIO
  };

  /** Streams in the state of feed versions before 3. */
  private static final int FIRST_WATCHED = 5;

  private final long[] limits;
  private final long checkEveryNs;
  private final long[] lastSeen = new long[WATCHED.length];
  private final boolean[] silent = new boolean[WATCHED.length];
  private long nextCheck;

  SilenceWatch(SilenceLimits options) {
    // In the order of WATCHED.
    limits =
        new long[] {
          options.depthNs(),
          options.bookTickerNs(),
          options.tradeNs(),
          options.aggTradeNs(),
          options.markPriceNs(),
          options.openInterestNs(),
          options.longShortRatioNs()
        };
    long shortest = Long.MAX_VALUE;
    for (long limit : limits) {
      shortest = limit > 0 ? Math.min(shortest, limit) : shortest;
    }
    checkEveryNs = shortest / 8;
  }

  void onFrame(FrameKind frameKind, long receivedNs, FaultSink faults) {
    // Two forms of one poll: whichever answers, the poll is alive.
    FrameKind kind =
        frameKind == FrameKind.OPEN_INTEREST_HIST ? FrameKind.OPEN_INTEREST : frameKind;
    for (int i = 0; i < WATCHED.length; i++) {
      if (WATCHED[i] == kind) {
        if (silent[i]) {
          silent[i] = false;
          faults.fault(
              "STREAM_RESUMED",
              "silentMs=" + (receivedNs - lastSeen[i]) / 1_000_000,
              kind.stream());
        }
        lastSeen[i] = receivedNs;
      }
    }
    // A check planned further ahead than one period was planned by a clock that was set back.
    if (receivedNs >= nextCheck || nextCheck - receivedNs > checkEveryNs) {
      nextCheck = receivedNs + Math.min(checkEveryNs, Long.MAX_VALUE - receivedNs);
      check(receivedNs, faults);
    }
  }

  private void check(long now, FaultSink faults) {
    for (int i = 0; i < WATCHED.length; i++) {
      // A stream that never spoke may not be subscribed.
      if (limits[i] > 0 && lastSeen[i] > 0 && !silent[i] && now - lastSeen[i] > limits[i]) {
        silent[i] = true;
        faults.fault(
            "STREAM_SILENT",
            "silentMs=" + (now - lastSeen[i]) / 1_000_000 + " limitMs=" + limits[i] / 1_000_000,
            WATCHED[i].stream());
      }
    }
  }

  void write(StateWriter out) {
    out.writeLongs(lastSeen, lastSeen.length);
    for (boolean flag : silent) {
      out.writeBoolean(flag);
    }
    out.writeLong(nextCheck);
  }

  void read(StateReader in, int version) {
    int watched = version < 3 ? FIRST_WATCHED : WATCHED.length;
    long[] stored = in.readLongs();
    System.arraycopy(stored, 0, lastSeen, 0, watched);
    for (int i = 0; i < watched; i++) {
      silent[i] = in.readBoolean();
    }
    nextCheck = in.readLong();
  }
}
