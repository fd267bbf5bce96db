/**
 * The scoring stage: snapshots in, scored snapshots out, models swapped by command. What a model is
 * and how it is validated lives in the models module; features are computed upstream.
 */
@NullMarked
package io.cryptoscalp.operators.scoring;

import org.jspecify.annotations.NullMarked;
