/**
 * Versioned binary encoding of engine state, the format behind every checkpoint. No Flink types.
 */
@NullMarked
package io.cryptoscalp.engine.state;

import org.jspecify.annotations.NullMarked;
