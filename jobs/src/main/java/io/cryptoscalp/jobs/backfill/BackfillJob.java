package io.cryptoscalp.jobs.backfill;

import io.cryptoscalp.engine.event.StreamEvent;
import io.cryptoscalp.jobs.StateContract;
import io.cryptoscalp.jobs.SystemWallClock;
import io.cryptoscalp.jobs.results.RowTables;
import io.cryptoscalp.jobs.trading.EngineParts;
import io.cryptoscalp.jobs.trading.TradingJob;
import io.cryptoscalp.jobs.trading.TradingJobConfig;
import io.cryptoscalp.operators.instrument.InstrumentOperator;
import io.cryptoscalp.operators.results.ResultRow;
import io.cryptoscalp.operators.results.ResultTable;
import io.cryptoscalp.operators.results.RowEncoders;
import io.cryptoscalp.operators.results.RowFormat;
import io.cryptoscalp.operators.source.HeartbeatWatermarks;
import io.cryptoscalp.operators.source.RawFrameDeserializer;
import io.cryptoscalp.operators.stream.RawFrame;
import io.cryptoscalp.operators.stream.StreamEventSerializer;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * History in, the rows of a live run out.
 *
 * <pre>
 * archives | topics -> special frames -> keyBy(instrument) -> instrument -> rows -> ClickHouse
 *                            '-> rows of files, depth, refused rows ----------^
 * </pre>
 *
 * The instrument stage is the trading job's, by class, uid and state: a savepoint of this job is
 * one that the trading job goes on from. An instrument's history is read in order by one task, so
 * that its features at the start of a day are those of a run without a break; or, where {@link
 * DaySplit} asks for it, in parts that each read some days more to warm up.
 */
public final class BackfillJob {
  /** Name shown by Flink. */
  public static final String NAME = "cryptoscalp-backfill";

  /** Tables that it writes. */
  public static final Set<ResultTable> TABLES =
      Set.of(
          ResultTable.TRADES,
          ResultTable.BARS,
          ResultTable.FEATURES,
          ResultTable.REGIMES,
          ResultTable.REGIME_INTERVALS,
          ResultTable.REGIME_EFFECTS,
          ResultTable.DEAD_LETTERS,
          ResultTable.FEED_FAULTS,
          ResultTable.INGEST_COUNTS,
          ResultTable.BOOK_DEPTH,
          ResultTable.BACKFILL_FILES);

  private static final long NS_PER_S = 1_000_000_000L;

  private BackfillJob() {}

  /**
   * Builds the job with ClickHouse at its end.
   *
   * @param told folder for progress, empty when it is told in this process
   * @throws IOException when a file cannot be read that is parted into days
   */
  static void build(StreamExecutionEnvironment env, BackfillConfig config, String told)
      throws IOException {
    env.configure(options(config));
    RowTables.write(rows(env, config, told), config.results());
  }

  /** Builds all but the end. */
  private static DataStream<ResultRow> rows(
      StreamExecutionEnvironment env, BackfillConfig config, String told) throws IOException {
    EngineParts engine = new EngineParts(config.trading());
    SingleOutputStreamOperator<RawFrame> frames =
        source(env, config, read(config, told, engine.crossRoutes() != null))
            .process(new Special(), RawFrame.TYPE)
            .name("special frames")
            .uid("special-frames");
    SingleOutputStreamOperator<StreamEvent> instruments =
        TradingJob.instruments(
            frames,
            noCommands(env, config),
            engine,
            true,
            RowFormat.ROW_BINARY,
            TABLES,
            new SystemWallClock());
    return instruments
        .getSideOutput(InstrumentOperator.ROWS)
        .union(frames.getSideOutput(Special.ROWS));
  }

  private static DataStream<RawFrame> source(
      StreamExecutionEnvironment env, BackfillConfig config, ReadOptions read) throws IOException {
    TopicRange topics = config.topics();
    if (topics != null) {
      return env.fromSource(
              topicSource(config.run(), config.trading(), topics),
              HeartbeatWatermarks.strategy(),
              "topics")
          .uid("topics")
          .filter(new CountedFrames(read.run(), read.told(), topics.instruments()))
          .name("without heartbeats")
          .uid("topics-without-heartbeats");
    }
    return env.fromSource(
            new ArchiveSource(HistorySplits.of(config, read), read),
            ArchiveWatermarks.strategy(),
            "archives",
            RawFrame.TYPE)
        .uid("archives");
  }

  private static ReadOptions read(BackfillConfig config, String told, boolean together) {
    return new ReadOptions(
        config.run(),
        told,
        config.trading().instrumentsFile(),
        epochNs(config.from(), 0),
        epochNs(config.to(), Long.MAX_VALUE),
        together,
        config.hold(),
        config.cut());
  }

  private static long epochNs(LocalDate day, long otherwise) {
    return day.equals(LocalDate.MIN) || day.equals(LocalDate.MAX)
        ? otherwise
        : day.atStartOfDay(ZoneOffset.UTC).toEpochSecond() * NS_PER_S;
  }

  /** A part of the raw topics. */
  static KafkaSource<RawFrame> topicSource(String run, TradingJobConfig trading, TopicRange range) {
    // Flink serialises them: no comparator, and no view of a map.
    Map<TopicPartition, Long> from = new LinkedHashMap<>();
    Map<TopicPartition, Long> to = new LinkedHashMap<>();
    range.from().forEach((name, offset) -> from.put(TopicPartitions.parse(name), offset));
    range.to().forEach((name, offset) -> to.put(TopicPartitions.parse(name), offset));
    return KafkaSource.<RawFrame>builder()
        .setBootstrapServers(trading.kafkaBootstrap())
        .setGroupId("cryptoscalp-backfill-" + run)
        .setClientIdPrefix("cryptoscalp-backfill-" + run)
        .setPartitions(new LinkedHashSet<>(to.keySet()))
        .setStartingOffsets(OffsetsInitializer.offsets(from))
        .setBounded(OffsetsInitializer.offsets(to))
        .setProperty("commit.offsets.on.checkpoint", "false")
        .setDeserializer(
            new RawFrameDeserializer(new EngineParts(trading).catalogue(), new SystemWallClock()))
        .build();
  }

  /** The instrument stage's second input: a source without splits. */
  private static DataStream<StreamEvent> noCommands(
      StreamExecutionEnvironment env, BackfillConfig config) {
    ReadOptions ends =
        new ReadOptions(
            config.run() + "-commands",
            "",
            config.trading().instrumentsFile(),
            0,
            Long.MAX_VALUE,
            false,
            false,
            HandOverCut.NONE);
    return env.fromSource(
            new ArchiveSource(List.of(), ends),
            WatermarkStrategy.noWatermarks(),
            "no commands",
            RawFrame.TYPE)
        .uid("no-commands")
        .setParallelism(1)
        .process(new Nothing(), StreamEventSerializer.TYPE)
        .name("nothing")
        .uid("nothing")
        .setParallelism(1);
  }

  private static Configuration options(BackfillConfig config) {
    Configuration options = new Configuration();
    StateContract.apply(options);
    options.set(
        CheckpointingOptions.CHECKPOINTING_INTERVAL,
        Duration.ofMillis(config.results().checkpointIntervalMs()));
    options.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    options.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
    options.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    options.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ofMillis(100));
    return options;
  }

  /** Takes what is no frame of a venue out of the stream. */
  private static final class Special extends ProcessFunction<RawFrame, RawFrame> {
    private static final long serialVersionUID = 1L;

    static final OutputTag<ResultRow> ROWS = new OutputTag<>("archive-rows", ResultRow.TYPE);

    private transient @Nullable RowEncoders encoders;

    @Override
    public void processElement(RawFrame frame, Context context, Collector<RawFrame> out) {
      if (!SpecialFrames.isSpecial(frame)) {
        out.collect(frame);
        return;
      }
      RowEncoders using = encoders;
      if (using == null) {
        using = new RowEncoders(RowFormat.ROW_BINARY);
        encoders = using;
      }
      context.output(ROWS, SpecialFrames.row(frame, using));
    }
  }

  /** Gives nothing. */
  private static final class Nothing extends ProcessFunction<RawFrame, StreamEvent> {
    private static final long serialVersionUID = 1L;

    @Override
    public void processElement(RawFrame frame, Context context, Collector<StreamEvent> out) {}
  }
}
