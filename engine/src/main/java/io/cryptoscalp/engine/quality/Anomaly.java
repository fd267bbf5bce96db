package io.cryptoscalp.engine.quality;

/** What a detector found. The codes are part of the fault contract: never rename. */
public enum Anomaly {
  /** A trade far from touch, last trade and mark price. Quarantined. */
  TRADE_PRICE("QUALITY_TRADE_PRICE", true),
  /** A trade larger than what the book shows and the tape has seen by a factor. Quarantined. */
  TRADE_SIZE("QUALITY_TRADE_SIZE", true),
  /** A trade larger by a factor than what stood at its price and than the tape. Reported. */
  LEVEL_SIZE("QUALITY_LEVEL_SIZE", false),
  /** A quote with a side far from everything known. Quarantined. */
  QUOTE_PRICE("QUALITY_QUOTE_PRICE", true),
  /** A mark or index price far from everything known. Quarantined. */
  MARK_PRICE("QUALITY_MARK_PRICE", true),
  /** A quote stream that repeats itself although its ids rise. Quarantined. */
  STUCK_REPEATS("QUALITY_STUCK_REPEATS", true),
  /** An event time ahead of the venue's clock as known. The frame is a dead letter. */
  CLOCK_AHEAD("QUALITY_CLOCK_AHEAD", true),
  /** An event time behind the venue's clock as known: late data. Reported. */
  CLOCK_BEHIND("QUALITY_CLOCK_BEHIND", false),
  /** Receive time against event time has moved for good. Reported. */
  CLOCK_DRIFT("QUALITY_CLOCK_DRIFT", false),
  /** A busy stream that says nothing while others move. Reported. */
  STUCK_SILENT("QUALITY_STUCK_SILENT", false),
  /** A spread wide beyond the spreads before. Reported. */
  SPREAD("QUALITY_SPREAD", false),
  /** A message rate far above the rates before. Reported. */
  RATE("QUALITY_RATE", false),
  /** A stream fallen to a fraction of its rate while others go on. Reported. */
  RATE_DROP("QUALITY_RATE_DROP", false),
  /** Own price apart from mark or index price for long. Reported. */
  CROSS_VENUE("QUALITY_CROSS_VENUE", false),
  /** Own price apart from the peer venue's, beyond what is usual. Reported. */
  PEER_APART("QUALITY_PEER_APART", false),
  /** Own touch and the peer venue's crossed by more than costs. Reported. */
  PEER_CROSSED("QUALITY_PEER_CROSSED", false),
  /** A trade or quote that peer venue and mark price both contradict. Quarantined. */
  PEER_REFUSED("QUALITY_PEER_REFUSED", true),
  /** A trade unlike all before in several ways at once. Reported. */
  JOINT("QUALITY_JOINT", false),
  /** The touch came to where a quarantined trade was: it was a move. Reported. */
  REFUTED("QUALITY_REFUTED", false);

  private final String code;
  private final boolean quarantines;

  Anomaly(String code, boolean quarantines) {
    this.code = code;
    this.quarantines = quarantines;
  }

  /** Fault code. */
  public String code() {
    return code;
  }

  /** True when the frame is kept from bars and features. */
  public boolean quarantines() {
    return quarantines;
  }
}
