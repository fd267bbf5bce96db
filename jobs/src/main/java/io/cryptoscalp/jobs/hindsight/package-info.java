/**
 * What history says of regimes: models fitted to it, reports on them, and the live detectors judged
 * by it. Bounded runs over candles; nothing here lies on the way of an order.
 */
@NullMarked
package io.cryptoscalp.jobs.hindsight;

import org.jspecify.annotations.NullMarked;
