package io.cryptoscalp.engine.event;

/**
 * A feature snapshot with the champion model's answer.
 *
 * @param snapshot the features
 * @param prediction the answer; invalid with probability 0.5 when no model is active
 */
public record ScoredSnapshot(FeatureSnapshot snapshot, Prediction prediction)
    implements StreamEvent {}
