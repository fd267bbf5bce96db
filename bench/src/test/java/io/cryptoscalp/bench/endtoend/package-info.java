/** Keeps the end-to-end benchmarks running. Nothing in here measures. */
@NullMarked
package io.cryptoscalp.bench.endtoend;

import org.jspecify.annotations.NullMarked;
