/**
 * Features of the clock in UTC, from the close time of a bar. Here must be nothing that reads a
 * price or a volume.
 */
@NullMarked
package io.cryptoscalp.engine.features.calendar;

import org.jspecify.annotations.NullMarked;
