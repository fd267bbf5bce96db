package io.cryptoscalp.engine.matching;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * The price levels of one instrument at full depth, in ticks of its {@link MarketColumns}. When a
 * new level of one side reaches the other, the other's best moves behind it: the feed says what is
 * there now, and its word about the passed levels is still to come.
 */
public final class DepthBook {
  /** Best bid when there is none. */
  public static final int NO_BID = Ladder.NONE_BELOW;

  /** Best ask when there is none. */
  public static final int NO_ASK = Ladder.NONE_ABOVE;

  private Ladder bids;
  private Ladder asks;
  private long step;
  private int bestBid = NO_BID;
  private int bestAsk = NO_ASK;

  DepthBook(MarketColumns market) {
    this(market.minTick, market.maxTick, market.step());
  }

  DepthBook(int minTick, int maxTick, long step) {
    this.bids = new Ladder(minTick, maxTick);
    this.asks = new Ladder(minTick, maxTick);
    this.step = step;
  }

  /** Tick of the best bid, {@link #NO_BID} when there is none. */
  public int bestBid() {
    return bestBid;
  }

  /** Tick of the best ask, {@link #NO_ASK} when there is none. */
  public int bestAsk() {
    return bestAsk;
  }

  /** True when both sides have a level. */
  public boolean isTwoSided() {
    return bestBid != NO_BID && bestAsk != NO_ASK;
  }

  /** Scaled price of a tick. */
  public long price(int tick) {
    return tick * step;
  }

  /** Scaled price of the best bid, 0 when there is none. */
  public long bidPrice() {
    return bestBid == NO_BID ? 0 : bestBid * step;
  }

  /** Scaled price of the best ask, 0 when there is none. */
  public long askPrice() {
    return bestAsk == NO_ASK ? 0 : bestAsk * step;
  }

  /** Quantity bid at a tick, scaled. */
  public long bidQuantity(int tick) {
    return bids.get(tick);
  }

  /** Quantity asked at a tick, scaled. */
  public long askQuantity(int tick) {
    return asks.get(tick);
  }

  /** The next bid below a tick, {@link #NO_BID} when there is none. */
  public int nextBid(int tick) {
    return bids.below(tick);
  }

  /** The next ask above a tick, {@link #NO_ASK} when there is none. */
  public int nextAsk(int tick) {
    return asks.above(tick);
  }

  /** Sets a bid level; returns its quantity before. */
  long setBid(int tick, long quantity) {
    long before = bids.set(tick, quantity);
    if (quantity == 0) {
      if (tick == bestBid) {
        bestBid = bids.below(tick);
      }
    } else if (tick > bestBid) {
      bestBid = tick;
      if (tick >= bestAsk) {
        bestAsk = asks.above(tick);
      }
    }
    return before;
  }

  /** Sets an ask level; returns its quantity before. */
  long setAsk(int tick, long quantity) {
    long before = asks.set(tick, quantity);
    if (quantity == 0) {
      if (tick == bestAsk) {
        bestAsk = asks.above(tick);
      }
    } else if (tick < bestAsk) {
      bestAsk = tick;
      if (tick <= bestBid) {
        bestBid = bids.below(tick);
      }
    }
    return before;
  }

  /** Highest bid level held, even one that the other side has passed. */
  int highestBid() {
    return bids.highest();
  }

  /** Lowest ask level held, even one that the other side has passed. */
  int lowestAsk() {
    return asks.lowest();
  }

  void clear() {
    bids.clear();
    asks.clear();
    bestBid = NO_BID;
    bestAsk = NO_ASK;
  }

  /** Takes a level event that no own order depends on. */
  void apply(byte kind, int tick, long quantity) {
    switch (kind) {
      case TapeKind.BID -> setBid(tick, quantity);
      case TapeKind.ASK -> setAsk(tick, quantity);
      case TapeKind.CLEAR -> clear();
      case TapeKind.TOUCH_BID -> {
        for (int better = highestBid(); better > tick; better = bids.below(better)) {
          setBid(better, 0);
        }
        setBid(tick, quantity);
      }
      case TapeKind.TOUCH_ASK -> {
        for (int better = lowestAsk(); better < tick; better = asks.above(better)) {
          setAsk(better, 0);
        }
        setAsk(tick, quantity);
      }
      default -> {}
    }
  }

  /** Divides the step: every tick becomes so many times what it was. */
  void rescale(int factor) {
    step /= factor;
    bids = rescaled(bids, factor);
    asks = rescaled(asks, factor);
    bestBid = bestBid == NO_BID ? NO_BID : Math.multiplyExact(bestBid, factor);
    bestAsk = bestAsk == NO_ASK ? NO_ASK : Math.multiplyExact(bestAsk, factor);
  }

  private static Ladder rescaled(Ladder old, int factor) {
    Ladder ladder = new Ladder(0, -1);
    for (int tick = old.lowest(); tick != NO_ASK; tick = old.above(tick)) {
      ladder.set(Math.multiplyExact(tick, factor), old.get(tick));
    }
    return ladder;
  }

  /** Writes the levels, those that the other side has passed included. */
  void write(StateWriter out) {
    out.writeLong(step);
    write(bids, out);
    write(asks, out);
    out.writeInt(bestBid);
    out.writeInt(bestAsk);
  }

  private static void write(Ladder side, StateWriter out) {
    int count = 0;
    for (int tick = side.lowest(); tick != NO_ASK; tick = side.above(tick)) {
      count++;
    }
    out.writeInt(count);
    for (int tick = side.lowest(); tick != NO_ASK; tick = side.above(tick)) {
      out.writeInt(tick);
      out.writeLong(side.get(tick));
    }
  }

  /** Reads what {@link #write} wrote. */
  void read(StateReader in) {
    step = in.readLong();
    bids = readLadder(in);
    asks = readLadder(in);
    bestBid = in.readInt();
    bestAsk = in.readInt();
  }

  private static Ladder readLadder(StateReader in) {
    Ladder ladder = new Ladder(0, -1);
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      int tick = in.readInt();
      ladder.set(tick, in.readLong());
    }
    return ladder;
  }
}
