/** Raw frames from Kafka: deserialization, keys and watermarks. No decoding of payloads. */
@NullMarked
package io.cryptoscalp.operators.source;

import org.jspecify.annotations.NullMarked;
