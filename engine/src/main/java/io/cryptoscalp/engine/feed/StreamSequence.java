package io.cryptoscalp.engine.feed;

import io.cryptoscalp.engine.decode.RejectCode;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/** The last sequence number of one stream. */
final class StreamSequence {
  private static final long NEVER = Long.MIN_VALUE;

  private long last = NEVER;

  /** Whether a frame with this number is new; does not move the sequence. */
  RejectCode check(long id) {
    if (last == NEVER || id > last) {
      return RejectCode.NONE;
    }
    return id == last ? RejectCode.SEQUENCE_DUPLICATE : RejectCode.SEQUENCE_STALE;
  }

  /** Moves on to the number; returns how many numbers were left out, 0 at the first. */
  long advance(long id) {
    long skipped = last == NEVER ? 0 : id - last - 1;
    last = id;
    return skipped;
  }

  long last() {
    return last;
  }

  void write(StateWriter out) {
    out.writeLong(last);
  }

  void read(StateReader in) {
    last = in.readLong();
  }
}
