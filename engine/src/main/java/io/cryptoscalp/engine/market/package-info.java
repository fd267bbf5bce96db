/**
 * Decoded exchange messages as the engine sees them: flyweights for the hot path. No parsing rules.
 */
@NullMarked
package io.cryptoscalp.engine.market;

import org.jspecify.annotations.NullMarked;
