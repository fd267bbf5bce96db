package io.cryptoscalp.engine.book;

import io.cryptoscalp.engine.decode.RejectCode;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.market.MarketFrame;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * Keeps an {@link OrderBook} in step with a venue's snapshot and diffs, under the venue's own
 * sequence rules.
 *
 * <p>Spot (Binance, "How to manage a local order book correctly"): the first diff to apply has
 * {@code U <= lastUpdateId + 1 <= u}; each later one {@code U == previous u + 1}. Futures: the
 * first has {@code U <= lastUpdateId <= u}, or {@code pu == lastUpdateId} when the snapshot ends
 * where a diff did; each later one {@code pu == previous u}. Diffs that arrive before the snapshot
 * wait in a bounded buffer.
 *
 * <p>An id that was wrong when it was believed shows itself by {@value #PROOFS} diffs in a row that
 * are lower, ascend, and are later by the venue's clock than the diff it came with; or that lie
 * below a snapshot's id by more than the venue can have counted. They are a gap like any other: the
 * book waits for a snapshot.
 */
public final class BookBuilder {
  private static final int VERSION = 2;
  private static final int PROOFS = 3;

  /** Updates of all instruments of a product in two days, at the most. */
  private static final long PLAUSIBLE_LEAD = 10_000_000_000L;

  /** Where the book stands. */
  public enum State {
    /** No snapshot yet. */
    AWAITING_SNAPSHOT,
    /** Levels equal the venue's as of {@link #lastUpdateId()}. */
    SYNCED,
    /** A diff is missing: levels are not to be trusted until the next snapshot. */
    RESYNC
  }

  /** What a frame did to the book. */
  public enum Outcome {
    /** Levels changed. */
    APPLIED,
    /** Kept until a snapshot comes. */
    BUFFERED,
    /**
     * Left out: its updates are in the book already, as the sequence rules foresee around a
     * snapshot.
     */
    COVERED,
    /** Not used: same last id as the diff before. */
    DUPLICATE,
    /** Not used: older than the book. */
    STALE,
    /** A diff is missing before this one; reported once a loss. */
    GAP
  }

  private final boolean derivative;
  private final OrderBook book;
  private final DiffBuffer buffer;
  private State state = State.AWAITING_SNAPSHOT;
  private long lastUpdateId = -1;
  private long gapExpected;
  private long gapFound;
  private boolean bridged;
  private long lastTimeNs;
  private long doubtId = -1;
  private int doubts;

  /**
   * Creates it.
   *
   * @param venue decides the sequence rule
   * @param depth levels kept a side
   * @param maxBufferedDiffs diffs kept while no snapshot is there; the oldest leave first
   */
  public BookBuilder(Venue venue, int depth, int maxBufferedDiffs) {
    this.derivative = venue.isDerivative();
    this.book = new OrderBook(depth);
    this.buffer = new DiffBuffer(maxBufferedDiffs);
  }

  /** The levels; to be trusted only while {@link #isSynced()}. */
  public OrderBook book() {
    return book;
  }

  /** Where the book stands. */
  public State state() {
    return state;
  }

  /** True when the levels equal the venue's. */
  public boolean isSynced() {
    return state == State.SYNCED;
  }

  /** Last update id applied, -1 before the first. */
  public long lastUpdateId() {
    return lastUpdateId;
  }

  /** The id the lost diff should have chained to, after {@link Outcome#GAP}. */
  public long gapExpected() {
    return gapExpected;
  }

  /** The id found instead. */
  public long gapFound() {
    return gapFound;
  }

  /** Takes a snapshot. An older one than a synced book is stale and changes nothing. */
  public Outcome onSnapshot(MarketFrame frame) {
    if (state == State.SYNCED && frame.lastId <= lastUpdateId) {
      return frame.lastId == lastUpdateId ? Outcome.DUPLICATE : Outcome.STALE;
    }
    book.clear();
    for (int i = 0; i < frame.bidCount; i++) {
      book.setBid(frame.bidPrices[i], frame.bidQuantities[i]);
    }
    for (int i = 0; i < frame.askCount; i++) {
      book.setAsk(frame.askPrices[i], frame.askQuantities[i]);
    }
    lastUpdateId = frame.lastId;
    bridged = false;
    doubts = 0;
    state = State.SYNCED;
    Outcome outcome = buffer.drain(this);
    return outcome == Outcome.GAP ? outcome : Outcome.APPLIED;
  }

  /** Takes a diff. */
  public Outcome onDiff(MarketFrame frame) {
    if (state != State.SYNCED) {
      return buffer.add(frame);
    }
    Outcome outcome =
        apply(
            frame.firstId,
            frame.lastId,
            frame.previousId,
            frame.bidPrices,
            frame.bidQuantities,
            frame.bidCount,
            frame.askPrices,
            frame.askQuantities,
            frame.askCount);
    if (outcome == Outcome.APPLIED) {
      lastTimeNs = frame.eventTimeNs > 0 ? frame.eventTimeNs : lastTimeNs;
      doubts = 0;
    } else if (outcome != Outcome.GAP && refutes(outcome, frame)) {
      doubts = 0;
      outcome = gap(lastUpdateId, frame.firstId);
    }
    if (outcome == Outcome.GAP) {
      // It may be what the next snapshot has to be bridged with.
      buffer.add(frame);
    }
    return outcome;
  }

  /** Whether this unused diff, with those before it, proves the book's id wrong. */
  private boolean refutes(Outcome outcome, MarketFrame frame) {
    boolean doubtful =
        outcome == Outcome.COVERED
            ? frame.lastId < lastUpdateId - PLAUSIBLE_LEAD
            : frame.eventTimeNs > lastTimeNs;
    if (!doubtful) {
      return false;
    }
    doubts = doubts > 0 && frame.lastId > doubtId ? doubts + 1 : 1;
    doubtId = frame.lastId;
    return doubts >= PROOFS;
  }

  Outcome apply(
      long first,
      long last,
      long previous,
      long[] bidPrices,
      long[] bidQuantities,
      int bids,
      long[] askPrices,
      long[] askQuantities,
      int asks) {
    if (bridged) {
      if (last <= lastUpdateId) {
        return last == lastUpdateId ? Outcome.DUPLICATE : Outcome.STALE;
      }
      long expected = derivative ? lastUpdateId : lastUpdateId + 1;
      long found = derivative ? previous : first;
      if (found != expected) {
        return gap(expected, found);
      }
    } else {
      // The first diff after a snapshot must bridge it.
      if (derivative ? last < lastUpdateId : last <= lastUpdateId) {
        return Outcome.COVERED;
      }
      boolean adjoins = derivative && previous == lastUpdateId;
      if (!adjoins && first > (derivative ? lastUpdateId : lastUpdateId + 1)) {
        return gap(lastUpdateId, first);
      }
      bridged = true;
    }
    for (int i = 0; i < bids; i++) {
      book.setBid(bidPrices[i], bidQuantities[i]);
    }
    for (int i = 0; i < asks; i++) {
      book.setAsk(askPrices[i], askQuantities[i]);
    }
    lastUpdateId = last;
    return Outcome.APPLIED;
  }

  private Outcome gap(long expected, long found) {
    gapExpected = expected;
    gapFound = found;
    state = State.RESYNC;
    return Outcome.GAP;
  }

  /** The reject code of an outcome that uses up the frame without effect; NONE for the others. */
  public static RejectCode rejection(Outcome outcome) {
    return switch (outcome) {
      case DUPLICATE -> RejectCode.SEQUENCE_DUPLICATE;
      case STALE -> RejectCode.SEQUENCE_STALE;
      case APPLIED, BUFFERED, COVERED, GAP -> RejectCode.NONE;
    };
  }

  /** Writes levels, ids and buffered diffs. */
  public void write(StateWriter out) {
    out.writeByte(VERSION);
    out.writeByte(
        switch (state) {
          case AWAITING_SNAPSHOT -> 0;
          case SYNCED -> 1;
          case RESYNC -> 2;
        });
    out.writeLong(lastUpdateId);
    out.writeLong(gapExpected);
    out.writeLong(gapFound);
    out.writeBoolean(bridged);
    out.writeLong(lastTimeNs);
    out.writeLong(doubtId);
    out.writeInt(doubts);
    book.write(out);
    buffer.write(out);
  }

  /** Reads what {@link #write} wrote. */
  public void read(StateReader in) {
    int version = in.readVersion(VERSION, "book-builder");
    state =
        switch (in.readByte()) {
          case 0 -> State.AWAITING_SNAPSHOT;
          case 1 -> State.SYNCED;
          default -> State.RESYNC;
        };
    lastUpdateId = in.readLong();
    gapExpected = in.readLong();
    gapFound = in.readLong();
    bridged = in.readBoolean();
    if (version >= 2) {
      lastTimeNs = in.readLong();
      doubtId = in.readLong();
      doubts = in.readInt();
    }
    book.read(in);
    buffer.read(in);
  }
}
