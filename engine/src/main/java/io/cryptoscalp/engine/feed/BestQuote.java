package io.cryptoscalp.engine.feed;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/** Best bid and ask of the newest of book and book ticker, by update id. Scaled; 0 = none yet. */
final class BestQuote {
  private long id = -1;
  private long bid;
  private long bidQuantity;
  private long ask;
  private long askQuantity;

  /** As {@link #keep} found them; of no use after the next frame and so no state. */
  private final long[] kept = new long[5];

  long id() {
    return id;
  }

  long bid() {
    return bid;
  }

  long bidQuantity() {
    return bidQuantity;
  }

  long ask() {
    return ask;
  }

  long askQuantity() {
    return askQuantity;
  }

  void set(long newId, long newBid, long newBidQuantity, long newAsk, long newAskQuantity) {
    id = newId;
    bid = newBid;
    bidQuantity = newBidQuantity;
    ask = newAsk;
    askQuantity = newAskQuantity;
  }

  /** Lets older messages set the quote again, down to an id. */
  void lowerId(long to) {
    id = Math.max(-1, Math.min(id, to));
  }

  /** Remembers the quote for {@link #restore}. */
  void keep() {
    kept[0] = id;
    kept[1] = bid;
    kept[2] = bidQuantity;
    kept[3] = ask;
    kept[4] = askQuantity;
  }

  void restore() {
    set(kept[0], kept[1], kept[2], kept[3], kept[4]);
  }

  void write(StateWriter out) {
    out.writeLong(id);
    out.writeLong(bid);
    out.writeLong(bidQuantity);
    out.writeLong(ask);
    out.writeLong(askQuantity);
  }

  void read(StateReader in) {
    set(in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readLong());
  }
}
