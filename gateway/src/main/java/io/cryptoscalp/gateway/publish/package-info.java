/**
 * Messages on their way out: in due time, with heartbeats, onto Kafka or into files.
 *
 * <p>What a message contains is decided elsewhere; nothing here looks into a payload.
 */
@NullMarked
package io.cryptoscalp.gateway.publish;

import org.jspecify.annotations.NullMarked;
