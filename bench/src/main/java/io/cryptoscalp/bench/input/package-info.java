/**
 * What the benchmarks run on: recorded frames, repeated without a seam for longer runs, or
 * generated ones. No measuring and no cluster in here.
 */
@NullMarked
package io.cryptoscalp.bench.input;

import org.jspecify.annotations.NullMarked;
