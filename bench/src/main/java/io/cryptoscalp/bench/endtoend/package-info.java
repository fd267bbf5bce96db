/**
 * The whole product on one machine under load: broker, Flink, ClickHouse and the jobs. Throughput
 * and latency are measured at the edges, on the topics; nothing in here knows what happens in
 * between.
 */
@NullMarked
package io.cryptoscalp.bench.endtoend;

import org.jspecify.annotations.NullMarked;
