package io.cryptoscalp.engine.event;

/**
 * The answer to one feature snapshot, of one model or of several together.
 *
 * @param instrument instrument id
 * @param eventTimeNs venue time of the snapshot
 * @param receiveTimeNs receive time of the snapshot
 * @param sequence frame sequence of the snapshot
 * @param model model name; {@code ensemble} for several
 * @param modelVersion model version; of several {@code name@version} of each, joined by plus signs
 * @param probabilityUp probability that the price rises over the model's horizon, 0 to 1, rounded
 *     to 1e-6
 * @param valid false when required features were missing: the probability is then 0.5 and not to be
 *     used
 * @param confidence distance from even odds, less where models disagree or were not heard, 0 to 1
 * @param disagreement weighted standard deviation of the models' probabilities, 0 to 0.5
 * @param heard models heard
 * @param leftOut models that had a say and were not heard, {@code name=CODE} joined by commas
 */
public record Prediction(
    String instrument,
    long eventTimeNs,
    long receiveTimeNs,
    long sequence,
    String model,
    String modelVersion,
    double probabilityUp,
    boolean valid,
    double confidence,
    double disagreement,
    int heard,
    String leftOut) {
  /** The answer of one model. */
  public Prediction(
      String instrument,
      long eventTimeNs,
      long receiveTimeNs,
      long sequence,
      String model,
      String modelVersion,
      double probabilityUp,
      boolean valid) {
    this(
        instrument,
        eventTimeNs,
        receiveTimeNs,
        sequence,
        model,
        modelVersion,
        probabilityUp,
        valid,
        valid ? Math.rint(Math.abs(2 * probabilityUp - 1) * 1e6) / 1e6 : 0,
        0,
        valid ? 1 : 0,
        "");
  }
}
