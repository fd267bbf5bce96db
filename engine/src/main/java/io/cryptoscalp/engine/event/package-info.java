/**
 * Immutable facts that leave the engine: what was seen, decided, ordered and filled. Values only.
 */
@NullMarked
package io.cryptoscalp.engine.event;

import org.jspecify.annotations.NullMarked;
