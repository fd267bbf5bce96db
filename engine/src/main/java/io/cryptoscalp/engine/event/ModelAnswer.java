package io.cryptoscalp.engine.event;

/**
 * What one of several models said of one snapshot.
 *
 * @param instrument instrument id
 * @param eventTimeNs venue time of the snapshot
 * @param sequence frame sequence of the snapshot
 * @param model model name
 * @param modelVersion model version
 * @param role what it was there for
 * @param probabilityUp its answer, 0 to 1; 0.5 where it is not to be used
 * @param weight its weight in the regime of the snapshot before those heard share theirs, 0 to 1; 0
 *     where it has no say
 * @param valid whether the answer is to be used
 * @param code why not, else empty
 */
public record ModelAnswer(
    String instrument,
    long eventTimeNs,
    long sequence,
    String model,
    String modelVersion,
    ModelCommand.Role role,
    double probabilityUp,
    double weight,
    boolean valid,
    String code) {}
