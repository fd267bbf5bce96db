/**
 * A trial of a backtest: the live strategies and the live account over a span of events, and what
 * is kept of it. No readers, no ordering, no statistics.
 */
@NullMarked
package io.cryptoscalp.engine.backtest;

import org.jspecify.annotations.NullMarked;
