/**
 * Strategies: scored snapshots in, intents with a reason out. They know no positions and size
 * nothing.
 */
@NullMarked
package io.cryptoscalp.engine.strategy;

import org.jspecify.annotations.NullMarked;
