package io.cryptoscalp.engine.event;

/**
 * An instruction to the venue, as published on the order topic.
 *
 * @param clientOrderId deterministic id, at most 36 characters of {@code [A-Za-z0-9-_]}: a replay
 *     re-emits the same one
 * @param kind new order or cancellation of the one with this id
 * @param account account
 * @param strategy strategy
 * @param instrument instrument id
 * @param side direction
 * @param type execution type
 * @param price limit price, scaled; 0 for market types
 * @param triggerPrice trigger price, scaled; 0 when the type has none
 * @param quantity quantity, scaled, positive
 * @param reduceOnly true when it may only shrink a position
 * @param intentId the intent behind it
 * @param parentId client order id of the entry it protects, empty when none
 * @param reason why
 * @param eventTimeNs venue time of the decision
 * @param receiveTimeNs receive time of the frame behind the decision
 */
public record Order(
    String clientOrderId,
    Kind kind,
    String account,
    String strategy,
    String instrument,
    Side side,
    OrderType type,
    long price,
    long triggerPrice,
    long quantity,
    boolean reduceOnly,
    String intentId,
    String parentId,
    String reason,
    long eventTimeNs,
    long receiveTimeNs) {
  /** What to do with the order. */
  public enum Kind {
    /** Place it. */
    NEW,
    /** Cancel the open order with this id. */
    CANCEL
  }
}
