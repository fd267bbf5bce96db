package io.cryptoscalp.engine.event;

/**
 * What a model that answers with several probabilities said of a snapshot: a policy of its actions,
 * a network of the patterns in a picture.
 *
 * @param instrument instrument id
 * @param eventTimeNs venue time of the snapshot
 * @param sequence frame sequence of the snapshot
 * @param model model name
 * @param modelVersion model version
 * @param role what it was there for
 * @param task {@code POLICY} or {@code PATTERN}
 * @param choice the likeliest action or class; empty where the answer is not to be used
 * @param chance its probability, 0 to 1, rounded to 1e-6; 0 where the answer is not to be used
 * @param chances probability of each action or class in the order of the model's output, rounded to
 *     1e-6; empty where the answer is not to be used; not to be modified
 * @param traded whether it is what strategies are told
 * @param valid whether the answer is to be used
 * @param code why not, else empty
 */
public record ModelChoice(
    String instrument,
    long eventTimeNs,
    long sequence,
    String model,
    String modelVersion,
    ModelCommand.Role role,
    String task,
    String choice,
    double chance,
    double[] chances,
    boolean traded,
    boolean valid,
    String code) {}
