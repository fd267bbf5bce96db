package io.cryptoscalp.engine.regime.signal;

/**
 * What a signal says. All are crossings: told once when a threshold is crossed, again only after
 * the way back (or, where said, as a reminder while it lasts). Codes are stored: never renumber.
 */
public enum SignalKind {
  /** Price left the extreme of the last hour by the first threshold; reminded every 15 minutes. */
  MOVE(1),
  /** Price left the extreme of the last hour by the crash threshold. */
  DEEP_MOVE(2),
  /** A move gave back the rebound fraction of its way. */
  REBOUND(3),
  /** A move is over without a rebound: the hour's extreme came to the price. */
  MOVE_OVER(4),
  /** A move within one minute, many of the usual size. */
  SHOCK(5),
  /** Liquidations of a minute are many times the usual; direction is that of their orders. */
  LIQUIDATIONS(6),
  /** Volatility has been in its lowest part of the last day for a while; reminded every hour. */
  SQUEEZE(7),
  /** A minute closed beyond the extreme of the hour before. */
  BREAKOUT(8),
  /** A minute closed back inside the range that was broken; direction is that of the return. */
  BREAKOUT_BACK(9),
  /** A price beyond the extreme of the four hours before; direction is that of the excursion. */
  SWEEP(10),
  /** The price is back behind the level that was swept; direction is that of the return. */
  RECLAIM(11),
  /** Value traded in a minute is many times the usual. */
  VOLUME_BURST(12),
  /** The spread is many times its median. */
  SPREAD_WIDE(13),
  /** The spread is back near its median. */
  SPREAD_BACK(14),
  /** The book near the touch is a small part of its median. */
  BOOK_THIN(15),
  /** The book near the touch is back near its median. */
  BOOK_BACK(16),
  /** The funding rate is extreme; direction is that of the crowd that pays. */
  FUNDING_EXTREME(17),
  /** The funding rate has eased after an extreme; direction of the crowd that paid. */
  FUNDING_EASED(18),
  /** A feed fell silent, has a gap, or said nothing at all. */
  FEED_LOST(19),
  /** The feed is back. */
  FEED_BACK(20),
  /** Two venues' prices of an underlying are farther apart than usual; of an underlying. */
  VENUES_APART(21),
  /** They still are, after the holding time; of an underlying. */
  VENUES_STILL_APART(22),
  /** They are together again; of an underlying. */
  VENUES_TOGETHER(23);

  private static final SignalKind[] BY_CODE = byCode();

  private final int code;

  SignalKind(int code) {
    this.code = code;
  }

  private static SignalKind[] byCode() {
    SignalKind[] kinds = new SignalKind[values().length + 1];
    for (SignalKind kind : values()) {
      kinds[kind.code] = kind;
    }
    kinds[0] = MOVE;
    return kinds;
  }

  /** Stable code in state and on topics. */
  public int code() {
    return code;
  }

  /**
   * The kind of a code.
   *
   * @throws IllegalArgumentException coded {@code SIGNAL_KIND_UNKNOWN}
   */
  public static SignalKind ofCode(int code) {
    if (code < 1 || code >= BY_CODE.length) {
      throw new IllegalArgumentException("SIGNAL_KIND_UNKNOWN: code=" + code);
    }
    return BY_CODE[code];
  }
}
