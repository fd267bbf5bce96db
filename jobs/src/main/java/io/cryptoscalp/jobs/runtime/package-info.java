/**
 * The parts that stand in for real clusters on one machine: child JVMs, free ports, class paths.
 *
 * <p>What starts and stops processes lives here; no job, no operator and no trading logic may.
 */
@NullMarked
package io.cryptoscalp.jobs.runtime;

import org.jspecify.annotations.NullMarked;
