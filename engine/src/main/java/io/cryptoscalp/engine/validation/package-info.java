/**
 * Whether a result is luck: splits of history without leaks, overfitting, resampled paths, tests
 * against many trials, sensitivity and capacity. Pure, seeded functions of series; strategies come
 * in as callbacks. Nothing here knows files, gates or reports.
 */
@NullMarked
package io.cryptoscalp.engine.validation;

import org.jspecify.annotations.NullMarked;
