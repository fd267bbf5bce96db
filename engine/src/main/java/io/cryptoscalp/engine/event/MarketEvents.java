package io.cryptoscalp.engine.event;

/**
 * What one message of a feed says about the whole market of an instrument: levels at any depth,
 * trades, a mark price. It goes to simulated venues; strategies and accounts see the {@link
 * MarketTick}.
 *
 * @param instrument id
 * @param venueTimeNs when it happened by the venue's clock, 0 when the message does not say
 * @param receiveTimeNs receive time at the edge
 * @param kinds of each event, codes of {@code engine.matching.TapeKind}
 * @param prices scaled, 0 for a mark
 * @param quantities scaled; the scaled mark price of a mark
 * @param fundingRate of a mark: rate of the next settlement, NaN when unknown
 * @param nextFundingTimeNs of a mark: when it is due, 0 when unknown
 */
public record MarketEvents(
    String instrument,
    long venueTimeNs,
    long receiveTimeNs,
    byte[] kinds,
    long[] prices,
    long[] quantities,
    double fundingRate,
    long nextFundingTimeNs)
    implements StreamEvent {
  /** Checks that the columns are of one length. */
  public MarketEvents {
    if (prices.length != kinds.length || quantities.length != kinds.length) {
      throw new IllegalArgumentException(
          "MARKET_EVENTS_INVALID: instrument=" + instrument + " kinds=" + kinds.length);
    }
  }

  /** Number of events. */
  public int size() {
    return kinds.length;
  }

  /** Kind of an event. */
  public byte kind(int event) {
    return kinds[event];
  }

  /** Scaled price of an event. */
  public long price(int event) {
    return prices[event];
  }

  /** Scaled quantity of an event. */
  public long quantity(int event) {
    return quantities[event];
  }
}
