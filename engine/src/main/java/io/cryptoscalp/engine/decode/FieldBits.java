package io.cryptoscalp.engine.decode;

/** A bit for each field that a message can have, to tell repeated and missing ones. */
final class FieldBits {
  static final int EVENT = 1;
  static final int EVENT_TIME = 1 << 1;
  static final int TIME = 1 << 2;
  static final int NAME = 1 << 3;
  static final int FIRST_ID = 1 << 4;
  static final int LAST_ID = 1 << 5;
  static final int PREVIOUS_ID = 1 << 6;
  static final int BID = 1 << 7;
  static final int ASK = 1 << 8;
  static final int BID_SIZE = 1 << 9;
  static final int ASK_SIZE = 1 << 10;
  static final int PRICE = 1 << 11;
  static final int QUANTITY = 1 << 12;
  static final int MAKER = 1 << 13;
  static final int TYPE = 1 << 14;
  static final int INDEX = 1 << 15;
  static final int RATE = 1 << 16;
  static final int NESTED = 1 << 17;
  static final int OPEN = 1 << 18;
  static final int HIGH = 1 << 19;
  static final int LOW = 1 << 20;
  static final int CLOSE_TIME = 1 << 21;
  static final int COUNT = 1 << 22;
  static final int TAKER = 1 << 23;
  static final int CLOSED = 1 << 24;
  static final int SECOND_ID = 1 << 25;

  /** What the bits above mean, for messages. */
  static final String[] MEANINGS = {
    "eventType",
    "eventTime",
    "time",
    "symbol",
    "firstId",
    "id",
    "previousId",
    "bids",
    "asks",
    "bidQuantity",
    "askQuantity",
    "price",
    "quantity",
    "side",
    "type",
    "indexPrice",
    "rate",
    "body",
    "open",
    "high",
    "low",
    "closeTime",
    "count",
    "takerQuantity",
    "closed",
    "lastTradeId"
  };

  private FieldBits() {}
}
