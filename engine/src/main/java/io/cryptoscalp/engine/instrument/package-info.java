/**
 * What can be traded and in which units: instruments, venues and their catalogue. No market state.
 */
@NullMarked
package io.cryptoscalp.engine.instrument;

import org.jspecify.annotations.NullMarked;
