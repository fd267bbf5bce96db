/**
 * Features of how much is traded and of what price does meanwhile. All volumes are relative to
 * volumes; here must be nothing that depends on the unit of either.
 */
@NullMarked
package io.cryptoscalp.engine.features.volume;

import org.jspecify.annotations.NullMarked;
