/**
 * Regimes across instruments: measures and signals on their way between stages, the stages that
 * find signals, and directives on their topic. Thresholds and their logic live in the engine,
 * patterns in {@code pattern}.
 */
@NullMarked
package io.cryptoscalp.operators.regime;

import org.jspecify.annotations.NullMarked;
