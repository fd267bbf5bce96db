/**
 * The hidden Markov model of a market: from bars to observations, and from these to probabilities
 * of named states. Training and serving share the one class that makes observations, {@link
 * io.cryptoscalp.engine.regime.markov.BarObserver}. Statistics of plain numbers are in {@code
 * regime.hmm}; files and commands are elsewhere.
 */
@NullMarked
package io.cryptoscalp.engine.regime.markov;

import org.jspecify.annotations.NullMarked;
