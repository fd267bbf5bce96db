package io.cryptoscalp.engine.regime.signal;

/**
 * A threshold was crossed.
 *
 * @param kind what was crossed
 * @param scope an instrument id, an underlying such as {@code BTC} where it is of all its
 *     instruments, or {@code MARKET}: events of one scope are matched together
 * @param instrument instrument that crossed it
 * @param underlying its base currency
 * @param direction 1 up or buying, -1 down or selling, 0 without one
 * @param value what was measured: a fraction, a multiple of the usual or seconds, as the threshold
 * @param threshold what it crossed
 * @param price price at that moment, in quote currency; 0 when unknown
 * @param eventTimeNs event time, ns since the epoch
 * @param sequence frame sequence; with instrument, kind and scope its identity
 */
public record SignalEvent(
    SignalKind kind,
    String scope,
    String instrument,
    String underlying,
    int direction,
    double value,
    double threshold,
    double price,
    long eventTimeNs,
    long sequence) {

  /** Scope of what concerns every instrument. */
  public static final String MARKET = "MARKET";

  /** The same of another scope. */
  public SignalEvent of(String otherScope) {
    return new SignalEvent(
        kind,
        otherScope,
        instrument,
        underlying,
        direction,
        value,
        threshold,
        price,
        eventTimeNs,
        sequence);
  }
}
