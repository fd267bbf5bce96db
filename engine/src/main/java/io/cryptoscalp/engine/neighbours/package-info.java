/**
 * Which instruments move with one another, from their prices at steps of event time, and what a
 * model of several instruments is told of the others. What such a model does with it does not
 * belong here.
 */
@NullMarked
package io.cryptoscalp.engine.neighbours;

import org.jspecify.annotations.NullMarked;
