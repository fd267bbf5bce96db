/**
 * ClickHouse's own engine behind its HTTP interface, in a JVM of its own, for the official driver.
 *
 * <p>The native library, the HTTP endpoint and the process around them live here; no table, no
 * migration and no query of the product does.
 */
@NullMarked
package io.cryptoscalp.jobs.runtime.clickhouse;

import org.jspecify.annotations.NullMarked;
