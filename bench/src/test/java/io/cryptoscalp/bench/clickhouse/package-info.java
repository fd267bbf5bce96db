/** Tests of the measurement of stored features. */
@NullMarked
package io.cryptoscalp.bench.clickhouse;

import org.jspecify.annotations.NullMarked;
