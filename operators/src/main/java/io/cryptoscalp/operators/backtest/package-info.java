/** The stage of a backtest that hosts trials beside each other; the trials are the engine's. */
@NullMarked
package io.cryptoscalp.operators.backtest;

import org.jspecify.annotations.NullMarked;
