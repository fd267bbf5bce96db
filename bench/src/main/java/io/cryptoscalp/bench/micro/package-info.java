/**
 * JMH benchmarks of the engine's stages, on recorded frames where there are some. One thread, no
 * Flink and no I/O while the clock runs.
 */
@NullMarked
package io.cryptoscalp.bench.micro;

import org.jspecify.annotations.NullMarked;
