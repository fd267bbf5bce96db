/**
 * Trained hidden Markov models of markets: training on candles, the versioned file with its card,
 * and its loader. What a model observes and says is the engine's; reading candles and commands are
 * the jobs'.
 */
@NullMarked
package io.cryptoscalp.models.regime;

import org.jspecify.annotations.NullMarked;
