/**
 * From result topics to ClickHouse: migrations, the job that inserts rows, and the named queries.
 * Nothing here lies on the way of an order.
 */
@NullMarked
package io.cryptoscalp.jobs.results;

import org.jspecify.annotations.NullMarked;
