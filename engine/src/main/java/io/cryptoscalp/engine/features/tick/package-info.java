/**
 * Features that move with every event of an instrument, in blocks that can be left out one by one:
 * order flow, book shape, trades, quotes, toxicity and derivatives. Features on bars do not belong
 * here, nor the vector they are gathered in.
 */
@NullMarked
package io.cryptoscalp.engine.features.tick;

import org.jspecify.annotations.NullMarked;
