/**
 * What forecasts are worth: their figures with standard errors, what trading on them would have
 * earned after costs, the baselines they have to beat, walk-forward runs over all families, and the
 * report. Nothing here trains or exports a model.
 */
@NullMarked
package io.cryptoscalp.models.evaluation;

import org.jspecify.annotations.NullMarked;
