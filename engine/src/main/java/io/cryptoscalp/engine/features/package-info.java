/**
 * Incremental features of one instrument, their catalogue and its documentation. No models, no
 * trading decisions, no wall clock.
 */
@NullMarked
package io.cryptoscalp.engine.features;

import org.jspecify.annotations.NullMarked;
