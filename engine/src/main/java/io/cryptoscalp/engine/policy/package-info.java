/**
 * What a trained policy knows of itself while it is scored: the position that it wants. Nothing
 * here holds an order or knows what risk allowed.
 */
@NullMarked
package io.cryptoscalp.engine.policy;

import org.jspecify.annotations.NullMarked;
