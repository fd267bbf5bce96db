/**
 * Patterns of signals as Flink CEP sequences, one class each, and what a match of each says. The
 * signals come from the engine; no price is looked at here but through them.
 */
@NullMarked
package io.cryptoscalp.operators.regime.pattern;

import org.jspecify.annotations.NullMarked;
