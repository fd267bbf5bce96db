/**
 * History into the tables that live runs fill: the bounded job, its source over archives, plan,
 * progress and report, and the hand-over to the live job.
 *
 * <p>What a frame means is the business of the instrument stage, which is the trading job's own.
 */
@NullMarked
package io.cryptoscalp.jobs.backfill;

import org.jspecify.annotations.NullMarked;
