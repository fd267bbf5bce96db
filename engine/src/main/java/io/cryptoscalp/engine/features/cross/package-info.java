/**
 * Features of an instrument against others: a reference instrument and the same one at a peer
 * venue, bar by bar. Features of one instrument alone do not belong here.
 */
@NullMarked
package io.cryptoscalp.engine.features.cross;

import org.jspecify.annotations.NullMarked;
