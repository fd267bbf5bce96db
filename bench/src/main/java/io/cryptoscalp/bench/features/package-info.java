/**
 * How fast the feature engine is on recorded frames, what it allocates and how large it is. Nothing
 * here is shipped.
 */
@NullMarked
package io.cryptoscalp.bench.features;

import org.jspecify.annotations.NullMarked;
