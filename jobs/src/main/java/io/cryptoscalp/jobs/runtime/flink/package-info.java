/**
 * Flink on this machine: in this JVM, or as a standalone cluster of separate JVMs, and its REST
 * API.
 *
 * <p>Clusters and their client live here; no job graph is built in this package.
 */
@NullMarked
package io.cryptoscalp.jobs.runtime.flink;

import org.jspecify.annotations.NullMarked;
