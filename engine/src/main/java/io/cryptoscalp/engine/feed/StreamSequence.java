package io.cryptoscalp.engine.feed;

import io.cryptoscalp.engine.decode.RejectCode;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * The last sequence number of one stream, and how to get away from a wrong one.
 *
 * <p>A number further ahead than the venue could have counted is not believed until the next frame
 * goes on from it. A believed number that was wrong shows itself by frames that are lower but
 * <em>later</em> by the venue's clock, where a repeated or reordered frame is never later than the
 * one that it comes after: a run of them that ascends replaces the number.
 */
final class StreamSequence {
  private static final long NEVER = Long.MIN_VALUE;

  private final long jumpLimit;
  private final int recovery;

  private long last = NEVER;
  private long lastTimeNs = NEVER;
  private long jumped = NEVER;
  private long stale = NEVER;
  private int staleRun;

  /**
   * Creates one that has seen nothing.
   *
   * @param jumpLimit most numbers ahead that one frame may go unconfirmed
   * @param recovery lower but later frames in a row that replace the number
   */
  StreamSequence(long jumpLimit, int recovery) {
    this.jumpLimit = jumpLimit;
    this.recovery = recovery;
  }

  /**
   * Whether a frame is new. Does not move the sequence; remembers what may be a jump or a recovery.
   *
   * @param id its number
   * @param timeNs its time by the clock that orders the stream
   */
  RejectCode check(long id, long timeNs) {
    if (last == NEVER) {
      return RejectCode.NONE;
    }
    if (id > last) {
      if (id - last <= jumpLimit) {
        return RejectCode.NONE;
      }
      boolean confirmed = jumped != NEVER && id > jumped && id - jumped <= jumpLimit;
      jumped = id;
      return confirmed ? RejectCode.NONE : RejectCode.SEQUENCE_JUMP;
    }
    if (timeNs > lastTimeNs) {
      boolean goesOn = staleRun > 0 && id > stale && id - stale <= jumpLimit;
      staleRun = goesOn ? staleRun + 1 : 1;
      stale = id;
      if (staleRun >= recovery) {
        return RejectCode.NONE;
      }
    }
    return id == last ? RejectCode.SEQUENCE_DUPLICATE : RejectCode.SEQUENCE_STALE;
  }

  /** Moves to the number. */
  void advance(long id, long timeNs) {
    last = id;
    lastTimeNs = timeNs;
    jumped = NEVER;
    stale = NEVER;
    staleRun = 0;
  }

  /** The clock was set back: times before and after cannot be compared. */
  void forgetTime() {
    lastTimeNs = NEVER;
  }

  /** The last number, {@link Long#MIN_VALUE} before the first. */
  long last() {
    return last;
  }

  /** The time that came with the last number. */
  long lastTimeNs() {
    return lastTimeNs;
  }

  void write(StateWriter out) {
    out.writeLong(last);
    out.writeLong(lastTimeNs);
    out.writeLong(jumped);
    out.writeLong(stale);
    out.writeInt(staleRun);
  }

  void read(StateReader in, int version) {
    last = in.readLong();
    if (version >= 2) {
      lastTimeNs = in.readLong();
      jumped = in.readLong();
      stale = in.readLong();
      staleRun = in.readInt();
    }
  }
}
