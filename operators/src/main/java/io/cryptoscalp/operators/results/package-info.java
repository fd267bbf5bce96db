/**
 * Result rows: tables, their columns, the JSON on the topics, and the Kafka sinks. No ClickHouse
 * access.
 */
@NullMarked
package io.cryptoscalp.operators.results;

import org.jspecify.annotations.NullMarked;
