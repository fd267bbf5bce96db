/**
 * How fast the stored features answer: fills a ClickHouse with generated vectors through the real
 * schema and times the named queries. What is generated is a formula, so that every answer is
 * checked.
 */
@NullMarked
package io.cryptoscalp.bench.clickhouse;

import org.jspecify.annotations.NullMarked;
