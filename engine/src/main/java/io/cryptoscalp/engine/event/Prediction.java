package io.cryptoscalp.engine.event;

/**
 * A model's answer to one feature snapshot.
 *
 * @param instrument instrument id
 * @param eventTimeNs venue time of the snapshot
 * @param receiveTimeNs receive time of the snapshot
 * @param sequence frame sequence of the snapshot
 * @param model model name
 * @param modelVersion model version
 * @param probabilityUp probability that the price rises over the model's horizon, 0 to 1, rounded
 *     to 1e-6
 * @param valid false when required features were missing: the probability is then 0.5 and not to be
 *     used
 */
public record Prediction(
    String instrument,
    long eventTimeNs,
    long receiveTimeNs,
    long sequence,
    String model,
    String modelVersion,
    double probabilityUp,
    boolean valid) {}
