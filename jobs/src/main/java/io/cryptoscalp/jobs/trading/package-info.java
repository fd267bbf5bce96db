/**
 * The trading job: raw frames in; orders, fills and rows out. Wiring and configuration only, no
 * logic.
 */
@NullMarked
package io.cryptoscalp.jobs.trading;

import org.jspecify.annotations.NullMarked;
