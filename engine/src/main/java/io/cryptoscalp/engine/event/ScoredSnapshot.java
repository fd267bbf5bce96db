package io.cryptoscalp.engine.event;

import org.jspecify.annotations.Nullable;

/**
 * A feature snapshot with the champion models' answer.
 *
 * @param snapshot the features
 * @param prediction the answer; invalid with probability 0.5 when no model is active
 * @param evidence what the answer was made of; null when it is invalid or nobody is to explain it
 */
public record ScoredSnapshot(
    FeatureSnapshot snapshot, Prediction prediction, @Nullable DecisionEvidence evidence)
    implements StreamEvent {
  /** An answer without evidence. */
  public ScoredSnapshot(FeatureSnapshot snapshot, Prediction prediction) {
    this(snapshot, prediction, null);
  }
}
