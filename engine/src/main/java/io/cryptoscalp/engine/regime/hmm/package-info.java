/**
 * Gaussian hidden Markov models: the model, its training, its online filter and its inference over
 * history. Statistics of plain numbers only: what a feature means, and which regime follows from a
 * state, is decided elsewhere.
 */
@NullMarked
package io.cryptoscalp.engine.regime.hmm;

import org.jspecify.annotations.NullMarked;
