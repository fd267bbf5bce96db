/**
 * Is a feed complete, in order, on time and consistent? Sequence, clock and book checks per
 * instrument.
 */
@NullMarked
package io.cryptoscalp.engine.feed;

import org.jspecify.annotations.NullMarked;
