/** Tests of the way of rows from Kafka to ClickHouse, on a real broker and ClickHouse's engine. */
@NullMarked
package io.cryptoscalp.jobs.results;

import org.jspecify.annotations.NullMarked;
