package io.cryptoscalp.models.validation;

import io.cryptoscalp.engine.performance.RunRecord;
import org.jspecify.annotations.Nullable;

/**
 * What other commands brought for a validation, each by running the strategy again.
 *
 * @param lookahead what a check for lookahead said
 * @param freeFills what a run with strict fills said
 * @param bootstrap the trial anew on resampled candles; null where only its positions can be held
 *     to them
 * @param stress the trial anew under worse execution; null where only its trades can be
 *     recalculated
 * @param walkForward tests of windows of its own; null where trials ran once over all of history
 */
public record Reruns(
    Proof lookahead,
    Proof freeFills,
    @Nullable BootstrapReport bootstrap,
    @Nullable StressReport stress,
    @Nullable RunRecord walkForward) {
  /** Nobody ran anything again. */
  public static final Reruns NONE = new Reruns(Proof.MISSING, Proof.MISSING, null, null, null);
}
