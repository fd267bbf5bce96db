package io.cryptoscalp.engine.event;

/**
 * What the venue (or the paper executor) says about an order.
 *
 * @param reportId unique and deterministic in paper trading; a repeated id changes nothing
 * @param clientOrderId the order
 * @param account account
 * @param strategy strategy, as known from the order
 * @param instrument instrument id
 * @param side side of the order
 * @param status state of the order after this report
 * @param lastQuantity quantity of this fill, scaled; 0 when it is not a fill
 * @param lastPrice price of this fill, scaled
 * @param cumulativeQuantity filled so far
 * @param leavesQuantity still open
 * @param fee fee of this fill in account currency (USD-like); negative = rebate. Who reports
 *     converts what the venue charges in coins at the price of the fill
 * @param maker true when this fill was passive
 * @param reason coded reason of a reject or cancel, else empty
 * @param eventTimeNs venue time
 */
public record ExecutionReport(
    String reportId,
    String clientOrderId,
    String account,
    String strategy,
    String instrument,
    Side side,
    Status status,
    long lastQuantity,
    long lastPrice,
    long cumulativeQuantity,
    long leavesQuantity,
    double fee,
    boolean maker,
    String reason,
    long eventTimeNs)
    implements StreamEvent {
  /** State of an order. */
  public enum Status {
    /** Accepted and working. */
    NEW,
    /** Part of it traded. */
    PARTIALLY_FILLED,
    /** All of it traded. */
    FILLED,
    /** Taken back before it was filled. */
    CANCELED,
    /** Refused. */
    REJECTED,
    /** Nobody knows; counts as exposure until proven otherwise. */
    UNKNOWN
  }
}
