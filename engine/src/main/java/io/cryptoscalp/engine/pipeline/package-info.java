/**
 * One instrument's way from a raw frame to ticks, bars, features and regimes, in the order in which
 * it happens.
 */
@NullMarked
package io.cryptoscalp.engine.pipeline;

import org.jspecify.annotations.NullMarked;
