package io.cryptoscalp.gateway.publish;

/**
 * How far a publisher has come; a consistent enough snapshot for display.
 *
 * @param messages messages handed over in this run
 * @param bytes their payload bytes
 * @param heartbeats heartbeat times sent
 * @param firstReceiveTimeNs receive time of the first message, 0 before it
 * @param receiveTimeNs receive time of the last message, 0 before it
 * @param lagNs how far the last message was behind its due time
 * @param maxLagNs the largest lag so far
 * @param finished true once the input has ended and everything was acknowledged
 */
public record PublisherStats(
    long messages,
    long bytes,
    long heartbeats,
    long firstReceiveTimeNs,
    long receiveTimeNs,
    long lagNs,
    long maxLagNs,
    boolean finished) {}
