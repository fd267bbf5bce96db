/** How fast history becomes rows. */
@NullMarked
package io.cryptoscalp.bench.backfill;

import org.jspecify.annotations.NullMarked;
