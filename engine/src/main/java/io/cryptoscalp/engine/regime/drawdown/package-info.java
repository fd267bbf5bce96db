/**
 * Falls from a rolling peak and rebounds from a trough, with their speed: evidence for CRASH,
 * RECOVERY and BULL_RUN. Prices and times only; which regime follows is decided elsewhere.
 */
@NullMarked
package io.cryptoscalp.engine.regime.drawdown;

import org.jspecify.annotations.NullMarked;
