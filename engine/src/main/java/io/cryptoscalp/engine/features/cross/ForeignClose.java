package io.cryptoscalp.engine.features.cross;

/**
 * The close of a bar of one instrument on its way to the features of another.
 *
 * @param instrument whose bar it is
 * @param role what that instrument is to the one that gets it
 * @param spec specification of the bar, {@code time-1m}
 * @param closeTimeNs end of the bar, event time
 * @param close last price
 * @param bid the other instrument's best bid before the frame that closed the bar, 0 when unknown
 * @param ask its best ask then, 0 when unknown
 * @param receiveTimeNs receive time of the frame that closed the bar: from then on it is known
 */
public record ForeignClose(
    String instrument,
    Role role,
    String spec,
    long closeTimeNs,
    double close,
    double bid,
    double ask,
    long receiveTimeNs) {

  /** What the other instrument is to the own one. */
  public enum Role {
    /** What the market is measured by. */
    REFERENCE,
    /** The same asset at another venue or of another kind. */
    PEER
  }
}
