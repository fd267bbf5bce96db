/**
 * What several models say of one instrument: whom to believe how much, learnt from outcomes in
 * event time, and one answer from many. No model runs here, and nothing of Flink.
 */
@NullMarked
package io.cryptoscalp.engine.ensemble;

import org.jspecify.annotations.NullMarked;
