package io.cryptoscalp.engine.event;

/**
 * What a policy that is traded wants from here on; it goes before the scored snapshot at which it
 * was decided.
 *
 * @param instrument instrument id
 * @param eventTimeNs venue time of the snapshot
 * @param sequence frame sequence of the snapshot
 * @param model model name
 * @param modelVersion model version
 * @param side wanted: -1 short, 0 flat, 1 long
 * @param confidence probability of the action chosen, 0 to 1
 * @param validUntilNs venue time after which it is no longer wanted
 */
public record PolicySignal(
    String instrument,
    long eventTimeNs,
    long sequence,
    String model,
    String modelVersion,
    int side,
    double confidence,
    long validUntilNs)
    implements StreamEvent {}
