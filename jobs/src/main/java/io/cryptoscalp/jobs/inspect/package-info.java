/**
 * Recordings looked at without a cluster: counts, gaps, and the book against the venue's quotes.
 */
@NullMarked
package io.cryptoscalp.jobs.inspect;

import org.jspecify.annotations.NullMarked;
