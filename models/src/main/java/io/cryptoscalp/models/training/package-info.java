/**
 * Fitting and judging models on a training set, and the whole run from stored features to a
 * registered version. No scoring of live data here.
 */
@NullMarked
package io.cryptoscalp.models.training;

import org.jspecify.annotations.NullMarked;
