package io.cryptoscalp.jobs.backfill;

import io.cryptoscalp.gateway.archive.ArchivePlan;
import io.cryptoscalp.jobs.results.ResultsJobConfig;
import io.cryptoscalp.jobs.trading.TradingJobConfig;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a backfill reads and how.
 *
 * @param run name of the run; the same for a run that goes on
 * @param plan files to read; of none when topics are read
 * @param topics part of the raw topics to read, null when files are
 * @param from first day
 * @param to day behind the last
 * @param split whether days of an instrument are worked on beside each other
 * @param hold stay at the end for a savepoint, to hand over to the live job
 * @param cut where the live topics go on
 * @param trading what the instrument stage computes, as in the live job
 * @param results where rows go
 */
public record BackfillConfig(
    String run,
    ArchivePlan plan,
    @Nullable TopicRange topics,
    LocalDate from,
    LocalDate to,
    DaySplit split,
    boolean hold,
    HandOverCut cut,
    TradingJobConfig trading,
    ResultsJobConfig results) {}
