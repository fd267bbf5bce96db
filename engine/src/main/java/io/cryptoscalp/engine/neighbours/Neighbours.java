package io.cryptoscalp.engine.neighbours;

/**
 * What an instrument is told of its neighbours. Arrays are shared and never modified.
 *
 * @param stepNs the step of event time as of which it holds, ns
 * @param values the neighbours' vectors, strongest first, {@code count x columns}; NaN where a
 *     value was invalid or there is no neighbour
 * @param edges {@link NeighbourGraph#EDGE} numbers a neighbour; all 0 where there is none
 */
public record Neighbours(long stepNs, float[] values, float[] edges) {}
