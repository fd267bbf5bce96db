/**
 * Data quality: what stands between the feed and the features. Detectors of well-formed messages
 * that cannot be true, each with coded evidence; a message they quarantine moves no feature and no
 * bar. Decoding, clocks and sequences belong to {@code feed}; nothing here trades.
 */
@NullMarked
package io.cryptoscalp.engine.quality;

import org.jspecify.annotations.NullMarked;
