package io.cryptoscalp.jobs.regime;

import io.cryptoscalp.engine.event.RegimeDirective;
import io.cryptoscalp.operators.regime.MeasureCodec;
import io.cryptoscalp.operators.regime.RegimeSinks;
import io.cryptoscalp.operators.regime.RegimeTopics;
import io.cryptoscalp.operators.results.ResultRow;
import io.cryptoscalp.operators.results.ResultSinks;
import io.cryptoscalp.operators.source.ControlRecord;
import io.cryptoscalp.operators.source.ControlRecordDeserializer;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/** The regime job's edges on Kafka. */
final class RegimeEdges implements RegimeOutputs {
  private static final long NS_PER_MS = 1_000_000;

  private final RegimeJobConfig config;

  RegimeEdges(RegimeJobConfig config) {
    this.config = config;
  }

  RegimeInputs inputs(StreamExecutionEnvironment env) {
    long delayMs = config.delayMs();
    long holdMs = config.holdMs();
    long idleMs = config.idleMs();
    // Held longer than a partition takes to be idle, the watermark would not be let go again.
    WatermarkStrategy<ControlRecord> measured =
        WatermarkStrategy.<ControlRecord>forGenerator(
                context ->
                    new MeasureWatermarks(
                        context.getInputActivityClock(), delayMs, Math.min(holdMs, idleMs / 2)))
            .withTimestampAssigner((record, recordTimestamp) -> timestamp(record))
            .withIdleness(Duration.ofMillis(idleMs));
    return new RegimeInputs(
        env.fromSource(source(RegimeTopics.MEASURES, start()), measured, "measures")
            .uid("measures"),
        env.fromSource(
                source(RegimeTopics.PARAMETERS, OffsetsInitializer.earliest()),
                WatermarkStrategy.noWatermarks(),
                "parameters")
            .uid("parameters")
            .setParallelism(1));
  }

  /** What is no measure must not move the watermark. */
  static long timestamp(ControlRecord record) {
    long timeNs = MeasureCodec.eventTimeNs(record.payload());
    return timeNs <= 0 ? 0 : timeNs / NS_PER_MS;
  }

  private KafkaSource<ControlRecord> source(String topic, OffsetsInitializer from) {
    KafkaSourceBuilder<ControlRecord> source =
        KafkaSource.<ControlRecord>builder()
            .setBootstrapServers(config.kafkaBootstrap())
            .setGroupId(config.groupId())
            .setClientIdPrefix(config.groupId() + "-" + topic)
            .setTopics(topic)
            .setStartingOffsets(from)
            .setDeserializer(new ControlRecordDeserializer())
            .setProperty("fetch.max.wait.ms", "50");
    if (config.bounded()) {
      source.setBounded(OffsetsInitializer.latest());
    }
    return source.build();
  }

  @SuppressWarnings("deprecation") // the connector takes this class of Kafka and no other
  private OffsetsInitializer start() {
    return switch (config.start()) {
      case EARLIEST -> OffsetsInitializer.earliest();
      case LATEST -> OffsetsInitializer.latest();
      case COMMITTED -> OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
    };
  }

  @Override
  public void directives(DataStream<RegimeDirective> directives) {
    directives
        .sinkTo(RegimeSinks.directives(config.kafkaBootstrap()))
        .name("directives")
        .uid("directives-sink");
  }

  @Override
  public void rows(DataStream<ResultRow> rows) {
    rows.sinkTo(ResultSinks.rows(config.kafkaBootstrap())).name("rows").uid("rows-sink");
  }
}
