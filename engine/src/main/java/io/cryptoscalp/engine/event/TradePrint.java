package io.cryptoscalp.engine.event;

/**
 * One market trade as validated.
 *
 * @param instrument instrument id
 * @param tradeId the venue's trade id
 * @param aggregate true for an aggregate trade
 * @param price scaled
 * @param quantity scaled
 * @param takerSide side of the aggressor
 * @param eventTimeNs venue time
 * @param receiveTimeNs receive time at the edge
 * @param sequence frame sequence
 */
public record TradePrint(
    String instrument,
    long tradeId,
    boolean aggregate,
    long price,
    long quantity,
    Side takerSide,
    long eventTimeNs,
    long receiveTimeNs,
    long sequence) {}
