package io.cryptoscalp.engine.event;

import java.util.List;

/**
 * What a prediction was made of, so that it can be explained beside the path of orders.
 *
 * @param asked the snapshot as models were asked about it, with scaled vector and context
 * @param voices the models that were heard
 */
public record DecisionEvidence(FeatureSnapshot asked, List<Voice> voices) {
  /**
   * One model that was heard.
   *
   * @param command the command that brought it: name, version, digest and where it lies
   * @param probabilityUp its answer, 0 to 1, rounded to 1e-6
   * @param share its share in the log odds of the prediction; all shares sum to 1
   */
  public record Voice(ModelCommand command, double probabilityUp, double share) {}

  /** Copies the list. */
  public DecisionEvidence {
    voices = List.copyOf(voices);
  }
}
