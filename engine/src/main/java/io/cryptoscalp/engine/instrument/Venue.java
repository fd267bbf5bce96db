package io.cryptoscalp.engine.instrument;

/** A venue with one wire format and one sequence rule: an exchange's product line. */
public enum Venue {
  /**
   * Binance spot: depth diffs chained by {@code U = previous u + 1}; book tickers carry no event
   * time.
   */
  BINANCE_SPOT("binance-spot"),
  /**
   * Binance USD-margined futures: linear contracts, depth diffs chained by {@code pu = previous u}.
   */
  BINANCE_USDM("binance-usdm"),
  /** Binance coin-margined futures: inverse contracts of a fixed USD size, chained like USD-M. */
  BINANCE_COINM("binance-coinm");

  private final String id;

  Venue(String id) {
    this.id = id;
  }

  /** The name used in topics ({@code market.raw.<id>}), headers, tables and configuration. */
  public String id() {
    return id;
  }

  /** True where contracts are futures, so that reduce-only, funding and margin apply. */
  public boolean isDerivative() {
    return this != BINANCE_SPOT;
  }

  /**
   * The venue of that id.
   *
   * @throws IllegalArgumentException when no venue has it
   */
  public static Venue ofId(String id) {
    for (Venue venue : values()) {
      if (venue.id.equals(id)) {
        return venue;
      }
    }
    throw new IllegalArgumentException("VENUE_UNKNOWN: venue=" + id);
  }
}
