/**
 * Chart patterns seen in pictures: candles drawn as images, labelled by the geometric detectors of
 * the engine, and the network that learns to tell them. The detectors themselves live in the
 * engine.
 */
@NullMarked
package io.cryptoscalp.models.family.chart;

import org.jspecify.annotations.NullMarked;
