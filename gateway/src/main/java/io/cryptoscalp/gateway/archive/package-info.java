/**
 * Archives that others keep of a market (Binance's public files, Tardis' CSV files) read back as
 * the frames that the venue would have sent, and their download.
 *
 * <p>Pure readers with bounded memory: no Kafka, no Flink, no clock. What cannot be read with
 * certainty is refused with a code, file and line; nothing is repaired.
 */
@NullMarked
package io.cryptoscalp.gateway.archive;

import org.jspecify.annotations.NullMarked;
