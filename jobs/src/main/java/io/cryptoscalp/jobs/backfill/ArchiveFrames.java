package io.cryptoscalp.jobs.backfill;

import io.cryptoscalp.gateway.archive.ArchivePlan;
import io.cryptoscalp.gateway.archive.InstrumentHistory;
import io.cryptoscalp.jobs.trading.TradingJobConfig;
import io.cryptoscalp.operators.source.HeartbeatWatermarks;
import io.cryptoscalp.operators.stream.RawFrame;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Archived frames as a bounded stream for jobs that make no rows of files. */
public final class ArchiveFrames {
  private ArchiveFrames() {}

  /**
   * Frames of a plan's files, merged by receive time in each reader, with watermarks on it. Rows
   * that a reader refuses and depth by distance, which no book is made of, are left out.
   *
   * @param run name of the run, for {@link BackfillProgress}
   * @param told folder in which workers tell how far they are, empty when they are in this process
   * @param instrumentsFile catalogue on the workers, empty for the built-in one
   * @param fromNs frames received earlier are left out
   * @param toNs frames received at it or later are left out
   */
  public static DataStream<RawFrame> of(
      StreamExecutionEnvironment env,
      String run,
      String told,
      ArchivePlan plan,
      String instrumentsFile,
      long fromNs,
      long toNs) {
    List<ArchiveSplit> splits = new ArrayList<>();
    for (InstrumentHistory history : plan.instruments()) {
      splits.add(ArchiveSplit.start(history));
    }
    ReadOptions options =
        new ReadOptions(
            run,
            told,
            instrumentsFile,
            fromNs,
            toNs,
            env.getParallelism() > 1,
            false,
            HandOverCut.NONE);
    return env.fromSource(
            new ArchiveSource(splits, options),
            ArchiveWatermarks.strategy(),
            "archives",
            RawFrame.TYPE)
        .uid("archives")
        .filter(frame -> !SpecialFrames.isSpecial(frame))
        .name("frames of venues")
        .uid("archives-frames");
  }

  /**
   * Frames of a part of the raw topics, without heartbeats, with the watermarks of a live run.
   *
   * @param run name of the run, part of the consumer group
   * @param told folder in which workers tell how far they are, empty when they are in this process
   * @param config address of the topics and instruments
   */
  public static DataStream<RawFrame> of(
      StreamExecutionEnvironment env,
      String run,
      String told,
      TopicRange range,
      TradingJobConfig config) {
    return env.fromSource(
            BackfillJob.topicSource(run, config, range), HeartbeatWatermarks.strategy(), "topics")
        .uid("topics")
        .filter(new CountedFrames(run, told, range.instruments()))
        .name("without heartbeats")
        .uid("topics-without-heartbeats");
  }
}
