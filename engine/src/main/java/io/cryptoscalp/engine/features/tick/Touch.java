package io.cryptoscalp.engine.features.tick;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/** The touch as last told, scaled; unknown when crossed or not positive. */
final class Touch {
  long bid;
  long bidQuantity;
  long ask;
  long askQuantity;

  void set(long newBid, long newBidQuantity, long newAsk, long newAskQuantity) {
    bid = newBid;
    bidQuantity = newBidQuantity;
    ask = newAsk;
    askQuantity = newAskQuantity;
  }

  boolean known() {
    return bid > 0 && ask > bid && bidQuantity > 0 && askQuantity > 0;
  }

  /** Mid in scaled price, NaN when unknown. */
  double mid() {
    return known() ? ((double) bid + ask) / 2 : Double.NaN;
  }

  void write(StateWriter out) {
    out.writeLong(bid);
    out.writeLong(bidQuantity);
    out.writeLong(ask);
    out.writeLong(askQuantity);
  }

  void read(StateReader in) {
    bid = in.readLong();
    bidQuantity = in.readLong();
    ask = in.readLong();
    askQuantity = in.readLong();
  }
}
