/**
 * Exchange messages to frames: scanning, scaling, validation. Knows wire formats, nothing of what
 * frames mean.
 */
@NullMarked
package io.cryptoscalp.engine.decode;

import org.jspecify.annotations.NullMarked;
