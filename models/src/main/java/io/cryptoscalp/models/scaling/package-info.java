/**
 * Frozen scalers as files that travel with a model or feature set. The arithmetic is the engine's;
 * only its file format lives here.
 */
@NullMarked
package io.cryptoscalp.models.scaling;

import org.jspecify.annotations.NullMarked;
