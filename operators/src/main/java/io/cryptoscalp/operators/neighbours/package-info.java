/**
 * The stage that tells instruments of their neighbours: newest vectors meet in one place, step by
 * step, and what an instrument is told joins its own snapshots. Only in a job that looks for
 * neighbours. What a model makes of them does not belong here.
 */
@NullMarked
package io.cryptoscalp.operators.neighbours;

import org.jspecify.annotations.NullMarked;
