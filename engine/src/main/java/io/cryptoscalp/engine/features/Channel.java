package io.cryptoscalp.engine.features;

/** Sums kept per event-time window. Positions are part of stored state: append only. */
final class Channel {
  static final int TRADES = 0;
  static final int VOLUME = 1;
  static final int SIGNED_VOLUME = 2;
  static final int PRICE_VOLUME = 3;
  static final int EFFECTIVE_SPREAD_VOLUME = 4;
  static final int EFFECTIVE_VOLUME = 5;
  static final int QUOTES = 6;
  static final int SPREAD = 7;
  static final int TOP_QUANTITY = 8;
  static final int OFI_TOP = 9;
  static final int DEPTH_EVENTS = 10;
  static final int OFI_LEVELS = 11;
  static final int LEVEL_QUANTITY = 12;
  static final int LEVEL_UPDATES = 13;
  static final int LEVEL_REMOVALS = 14;
  static final int TRADE_MESSAGES = 15;
  static final int QUOTE_MESSAGES = 16;
  static final int DEPTH_MESSAGES = 17;
  static final int MARK_MESSAGES = 18;
  static final int LIQUIDATED_LONG = 19;
  static final int LIQUIDATED_SHORT = 20;
  static final int COUNT = 21;

  private Channel() {}
}
