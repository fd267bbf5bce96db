package io.cryptoscalp.engine.matching;

/** Kinds of the events on an {@link EventTape}. The codes are stored in files: never renumber. */
public final class TapeKind {
  /** A bid level now has this quantity; 0 removes it. */
  public static final byte BID = 0;

  /** An ask level now has this quantity; 0 removes it. */
  public static final byte ASK = 1;

  /** A trade in which the buyer took. */
  public static final byte TRADE_BUY = 2;

  /** A trade in which the seller took. */
  public static final byte TRADE_SELL = 3;

  /** All levels are void: a snapshot follows, or the feed lost its place. */
  public static final byte CLEAR = 4;

  /** The best bid: sets its level and removes better ones. */
  public static final byte TOUCH_BID = 5;

  /** The best ask: sets its level and removes better ones. */
  public static final byte TOUCH_ASK = 6;

  /** Mark price and funding. */
  public static final byte MARK = 7;

  /** An order joined the bids (market by order). */
  public static final byte ADD_BID = 8;

  /** An order joined the asks. */
  public static final byte ADD_ASK = 9;

  /** An order has a new price or quantity. */
  public static final byte MODIFY = 10;

  /** An order left without trading. */
  public static final byte CANCEL = 11;

  /** A resting order traded this quantity. */
  public static final byte EXECUTE = 12;

  private TapeKind() {}

  /** True for the kinds that change levels or orders of the book. */
  static boolean isBook(byte kind) {
    return kind != TRADE_BUY && kind != TRADE_SELL && kind != MARK;
  }
}
