package io.cryptoscalp.jobs.trading;

import io.cryptoscalp.engine.event.StreamEvent;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.market.FrameHeaders;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.regime.signal.MarketMeasure;
import io.cryptoscalp.jobs.SystemWallClock;
import io.cryptoscalp.operators.regime.DirectiveParser;
import io.cryptoscalp.operators.regime.RegimeSinks;
import io.cryptoscalp.operators.regime.RegimeTopics;
import io.cryptoscalp.operators.results.ResultRow;
import io.cryptoscalp.operators.results.ResultSinks;
import io.cryptoscalp.operators.source.ControlParser;
import io.cryptoscalp.operators.source.ControlRecord;
import io.cryptoscalp.operators.source.ControlRecordDeserializer;
import io.cryptoscalp.operators.source.HeartbeatWatermarks;
import io.cryptoscalp.operators.source.IdleWatermarks;
import io.cryptoscalp.operators.source.LenientTopic;
import io.cryptoscalp.operators.source.RawFrameDeserializer;
import io.cryptoscalp.operators.source.ReportDeserializer;
import io.cryptoscalp.operators.stream.AccountEvent;
import io.cryptoscalp.operators.stream.RawFrame;
import io.cryptoscalp.operators.stream.StreamEventSerializer;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/** The trading job's edges on Kafka. */
final class TradingEdges implements TradingOutputs {
  private final TradingJobConfig config;

  TradingEdges(TradingJobConfig config) {
    this.config = config;
  }

  TradingInputs inputs(StreamExecutionEnvironment env) {
    DataStream<RawFrame> frames =
        env.fromSource(frameSource(), HeartbeatWatermarks.strategy(), "frames")
            .uid("frames")
            .filter(frame -> frame.kind() != FrameKind.HEARTBEAT)
            .name("without heartbeats")
            .uid("frames-without-heartbeats");
    SingleOutputStreamOperator<StreamEvent> commands =
        env.fromSource(controlSource(), WatermarkStrategy.noWatermarks(), "control")
            .uid("control")
            .setParallelism(1)
            .process(new ControlParser(), StreamEventSerializer.TYPE)
            .name("control commands")
            .uid("control-commands")
            .setParallelism(1);
    DataStream<AccountEvent> riskCommands =
        commands
            .getSideOutput(ControlParser.RISK)
            .assignTimestampsAndWatermarks(IdleWatermarks.strategy())
            .name("risk commands")
            .uid("risk-commands")
            .setParallelism(1);
    DataStream<StreamEvent> told = commands;
    DataStream<ResultRow> rows = commands.getSideOutput(ControlParser.ROWS);
    if (config.regime().directives()) {
      SingleOutputStreamOperator<StreamEvent> directives = directives(env);
      told = told.union(directives);
      rows = rows.union(directives.getSideOutput(DirectiveParser.ROWS));
    }
    return new TradingInputs(frames, told, riskCommands, rows, reports(env));
  }

  private SingleOutputStreamOperator<StreamEvent> directives(StreamExecutionEnvironment env) {
    // All are read at every start: what is over or known changes nothing. Trading does without.
    KafkaSource<ControlRecord> source =
        KafkaSource.<ControlRecord>builder()
            .setBootstrapServers(config.kafkaBootstrap())
            .setGroupId(config.groupId())
            .setClientIdPrefix(config.groupId() + "-regimes")
            .setKafkaSubscriber(new LenientTopic(RegimeTopics.REGIMES))
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setDeserializer(new ControlRecordDeserializer())
            .setProperty("fetch.max.wait.ms", "5")
            .setProperty("partition.discovery.interval.ms", "10000")
            .build();
    return env.fromSource(source, WatermarkStrategy.noWatermarks(), "directives")
        .uid("directives")
        .setParallelism(1)
        .process(new DirectiveParser(), StreamEventSerializer.TYPE)
        .name("directives of regimes")
        .uid("directives-of-regimes")
        .setParallelism(1);
  }

  private @Nullable DataStream<AccountEvent> reports(StreamExecutionEnvironment env) {
    if (config.execution() == TradingJobConfig.Execution.PAPER) {
      return null;
    }
    KafkaSource<AccountEvent> source =
        KafkaSource.<AccountEvent>builder()
            .setBootstrapServers(config.kafkaBootstrap())
            .setGroupId(config.groupId())
            .setTopics(ResultSinks.FILLS_TOPIC)
            .setStartingOffsets(CommittedOffsets.orEarliest())
            .setDeserializer(new ReportDeserializer(new EngineParts(config).catalogue()))
            .build();
    return env.fromSource(source, WatermarkStrategy.noWatermarks(), "fills")
        .uid("fills")
        .setParallelism(1);
  }

  private KafkaSource<RawFrame> frameSource() {
    List<String> topics = new ArrayList<>();
    for (Venue venue : config.venues()) {
      topics.add(FrameHeaders.topic(venue));
    }
    KafkaSourceBuilder<RawFrame> source =
        KafkaSource.<RawFrame>builder()
            .setBootstrapServers(config.kafkaBootstrap())
            .setGroupId(config.groupId())
            .setClientIdPrefix(config.groupId() + "-frames")
            .setTopics(topics)
            .setStartingOffsets(startingOffsets())
            .setDeserializer(
                new RawFrameDeserializer(
                    new EngineParts(config).catalogue(), new SystemWallClock()))
            .setProperty("fetch.max.wait.ms", "5")
            .setProperty("fetch.min.bytes", "1")
            .setProperty("max.poll.records", "2000");
    if (config.bounded()) {
      source.setBounded(OffsetsInitializer.latest());
    }
    return source.build();
  }

  private OffsetsInitializer startingOffsets() {
    return switch (config.start()) {
      case EARLIEST -> OffsetsInitializer.earliest();
      case LATEST -> OffsetsInitializer.latest();
      case COMMITTED -> CommittedOffsets.orEarliest();
    };
  }

  /** Commands are few and idempotent: every start reads them all. */
  private KafkaSource<ControlRecord> controlSource() {
    KafkaSourceBuilder<ControlRecord> source =
        KafkaSource.<ControlRecord>builder()
            .setBootstrapServers(config.kafkaBootstrap())
            .setGroupId(config.groupId())
            .setClientIdPrefix(config.groupId() + "-control")
            .setTopics(ControlRecordDeserializer.TOPIC)
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setDeserializer(new ControlRecordDeserializer());
    if (config.bounded()) {
      source.setBounded(OffsetsInitializer.latest());
    }
    return source.build();
  }

  @Override
  public void orders(DataStream<ResultRow> orders) {
    orders
        .sinkTo(ResultSinks.orders(config.kafkaBootstrap()))
        .name("orders and fills")
        .uid("orders-sink");
  }

  @Override
  public void rows(DataStream<ResultRow> rows) {
    rows.sinkTo(ResultSinks.rows(config.kafkaBootstrap())).name("rows").uid("rows-sink");
  }

  @Override
  public void measures(DataStream<MarketMeasure> measures) {
    measures
        .sinkTo(RegimeSinks.measures(config.kafkaBootstrap()))
        .name("measures")
        .uid("measures-sink");
  }
}
