package io.cryptoscalp.engine.event;

/**
 * Wall-clock stamps of one frame that led to a decision. Travels beside the deterministic events
 * and never influences them: it feeds the latency table and nothing else.
 *
 * @param instrument instrument id
 * @param sequence frame sequence the stamps belong to
 * @param sentNs edge handed the frame to Kafka
 * @param consumedNs source operator read it
 * @param processedNs instrument stage finished it
 */
public record LatencyTrace(
    String instrument, long sequence, long sentNs, long consumedNs, long processedNs)
    implements StreamEvent {}
