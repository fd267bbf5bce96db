/**
 * Trials of strategies on ticks in this process: tapes of recordings, trials spread over threads,
 * what came of them as reports and gates read it. The venue itself is {@code engine.matching}.
 */
@org.jspecify.annotations.NullMarked
package io.cryptoscalp.jobs.ticks;
