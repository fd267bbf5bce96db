/** Strategies on bars that come with the product. No data, no accounting. */
@NullMarked
package io.cryptoscalp.engine.barsim.strategies;

import org.jspecify.annotations.NullMarked;
