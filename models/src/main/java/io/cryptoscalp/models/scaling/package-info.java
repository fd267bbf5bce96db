/**
 * Scalers on the way from training to serving: frozen ones as files beside a model, and the replay
 * of the online ones. The arithmetic is the engine's; no model and no Flink here.
 */
@NullMarked
package io.cryptoscalp.models.scaling;

import org.jspecify.annotations.NullMarked;
