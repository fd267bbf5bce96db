/**
 * The keyed stage that turns raw frames into ticks, features and rows. Hosts the engine, decides
 * nothing.
 */
@NullMarked
package io.cryptoscalp.operators.instrument;

import org.jspecify.annotations.NullMarked;
