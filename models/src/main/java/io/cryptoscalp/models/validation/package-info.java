/**
 * A finished backtest held to every test of luck at once, with a verdict in words. The tests
 * themselves are in {@code engine.validation}; gates and their ledger in {@code models.promotion}.
 */
@NullMarked
package io.cryptoscalp.models.validation;

import org.jspecify.annotations.NullMarked;
