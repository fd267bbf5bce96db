/**
 * A real Kafka broker on this machine, in this JVM or in one of its own.
 *
 * <p>Starting, stopping and topic creation live here; producers, consumers and serdes do not.
 */
@NullMarked
package io.cryptoscalp.jobs.runtime.kafka;

import org.jspecify.annotations.NullMarked;
