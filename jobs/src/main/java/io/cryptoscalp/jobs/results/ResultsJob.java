package io.cryptoscalp.jobs.results;

import io.cryptoscalp.jobs.JobArguments;
import io.cryptoscalp.jobs.StateContract;
import io.cryptoscalp.operators.results.ResultTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.jdbc.JdbcConnectionOptions;
import org.apache.flink.connector.jdbc.JdbcExecutionOptions;
import org.apache.flink.connector.jdbc.core.datastream.sink.JdbcSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/**
 * Result topics in, ClickHouse rows out.
 *
 * <pre>
 * orders, fills, dead-letters, results.*  -> decode -> by table -> one JDBC sink a table
 * </pre>
 *
 * At least once: an insert that was acknowledged too late is sent again, and {@code
 * ReplacingMergeTree} keeps one row of each id. While ClickHouse is away each insert is tried a
 * bounded number of times; then the job fails, restarts with growing pauses and reads on from the
 * offsets of its last checkpoint. Nothing else waits for it: the rows are in Kafka.
 */
public final class ResultsJob {
  /** Name shown by Flink. */
  public static final String NAME = "cryptoscalp-results";

  private ResultsJob() {}

  /**
   * Submits the job to the cluster this is run by.
   *
   * @param args {@code --key value} pairs of {@link ResultsJobConfig}
   */
  public static void main(String[] args) throws Exception {
    ResultsJobConfig config = ResultsJobConfig.fromMap(JobArguments.parse(args), System.getenv());
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    build(env, config);
    env.execute(NAME);
  }

  /** Builds the job. */
  public static void build(StreamExecutionEnvironment env, ResultsJobConfig config) {
    env.configure(options(config));
    SingleOutputStreamOperator<TableRow> rows =
        env.fromSource(source(config), WatermarkStrategy.noWatermarks(), "result topics")
            .uid("result-topics")
            .process(new ByTable(), TableRow.TYPE)
            .uid("by-table")
            .name("by table");
    for (ResultTable table : ResultTable.values()) {
      rows.getSideOutput(ByTable.tag(table))
          .sinkTo(sink(table, config))
          .uid("clickhouse-" + table.tableName())
          .name("clickhouse " + table.tableName());
    }
  }

  private static Configuration options(ResultsJobConfig config) {
    Configuration options = new Configuration();
    StateContract.apply(options);
    options.set(
        CheckpointingOptions.CHECKPOINTING_INTERVAL,
        Duration.ofMillis(config.checkpointIntervalMs()));
    options.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
    options.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
        Duration.ofMillis(Math.min(1000, config.backoffMaxMs())));
    options.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
        Duration.ofMillis(config.backoffMaxMs()));
    options.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_BACKOFF_MULTIPLIER, 2.0);
    options.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD,
        Duration.ofMinutes(10));
    options.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS, config.restarts());
    return options;
  }

  private static KafkaSource<TableRow> source(ResultsJobConfig config) {
    List<String> topics = new ArrayList<>();
    for (ResultTable table : ResultTable.values()) {
      topics.add(table.topic());
    }
    KafkaSourceBuilder<TableRow> builder =
        KafkaSource.<TableRow>builder()
            .setBootstrapServers(config.kafkaBootstrap())
            .setGroupId(config.groupId())
            .setTopics(topics)
            .setStartingOffsets(start(config.start()))
            .setDeserializer(new ResultRecords());
    if (config.bounded()) {
      builder.setBounded(OffsetsInitializer.latest());
    }
    return builder.build();
  }

  @SuppressWarnings("deprecation") // the connector takes this class of Kafka and no other
  private static OffsetsInitializer start(ResultsJobConfig.Start start) {
    return switch (start) {
      case EARLIEST -> OffsetsInitializer.earliest();
      case LATEST -> OffsetsInitializer.latest();
      case COMMITTED -> OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
    };
  }

  static ClickHouseSink sink(ResultTable table, ResultsJobConfig config) {
    ClickHouseAddress address = config.clickHouse();
    JdbcConnectionOptions.JdbcConnectionOptionsBuilder connection =
        new JdbcConnectionOptions.JdbcConnectionOptionsBuilder()
            .withUrl(address.url())
            .withDriverName(ClickHouseAddress.DRIVER)
            .withConnectionCheckTimeoutSeconds(5);
    if (!address.user().isEmpty()) {
      connection.withUsername(address.user()).withPassword(address.password());
    }
    JdbcSink<TableRow> jdbc =
        JdbcSink.<TableRow>builder()
            .withQueryStatement(RowStatement.insert(table), new RowStatement())
            .withExecutionOptions(
                JdbcExecutionOptions.builder()
                    .withBatchSize(config.batchRows())
                    .withBatchIntervalMs(config.batchIntervalMs())
                    .withMaxRetries(config.attempts() - 1)
                    .build())
            .buildAtLeastOnce(connection.build());
    return new ClickHouseSink(jdbc, config.batchBytes());
  }

  /** Sends each row to the side output of its table. */
  static final class ByTable extends ProcessFunction<TableRow, TableRow> {
    private static final long serialVersionUID = 1L;
    private static final Map<ResultTable, OutputTag<TableRow>> TAGS = tags();

    private static Map<ResultTable, OutputTag<TableRow>> tags() {
      Map<ResultTable, OutputTag<TableRow>> tags = new EnumMap<>(ResultTable.class);
      for (ResultTable table : ResultTable.values()) {
        tags.put(table, new OutputTag<>(table.tableName(), TableRow.TYPE));
      }
      return tags;
    }

    static OutputTag<TableRow> tag(ResultTable table) {
      OutputTag<TableRow> tag = TAGS.get(table);
      if (tag == null) {
        throw new IllegalStateException("no output for " + table);
      }
      return tag;
    }

    @Override
    public void processElement(TableRow row, Context context, Collector<TableRow> out) {
      context.output(tag(row.table()), row);
    }
  }
}
