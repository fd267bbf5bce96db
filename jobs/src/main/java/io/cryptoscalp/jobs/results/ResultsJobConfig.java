package io.cryptoscalp.jobs.results;

import io.cryptoscalp.jobs.ConfigReader;
import java.util.Map;

/**
 * Configuration of the {@link ResultsJob}: a flat map of {@code key=value}, with addresses taken
 * from the environment where no key gives them.
 *
 * @param kafkaBootstrap {@code kafka.bootstrap}, else {@code KAFKA_BOOTSTRAP}: brokers, default
 *     localhost:9092
 * @param groupId {@code kafka.group}: consumer group, default cryptoscalp-results
 * @param start {@code start}: where a job without restored state begins: {@code earliest}, {@code
 *     latest} or {@code committed} (default: the group's offsets, else the earliest)
 * @param bounded {@code bounded}: stop at the offsets that are the newest at start, default false
 * @param clickHouse {@code clickhouse.url}, {@code clickhouse.user}, else {@code CLICKHOUSE_URL},
 *     {@code CLICKHOUSE_USER}; the password from {@code CLICKHOUSE_PASSWORD_FILE} or {@code
 *     CLICKHOUSE_PASSWORD} only, so that no command line shows it
 * @param batchRows {@code batch.rows}: most rows of one insert, default 5000
 * @param batchBytes {@code batch.bytes}: most bytes of one insert, default 16777216
 * @param batchIntervalMs {@code batch.interval}: longest wait of a row, default 1s
 * @param attempts {@code insert.attempts}: tries of one insert before the job fails over, default 3
 * @param checkpointIntervalMs {@code checkpoint.interval}: default 10s; every checkpoint writes
 *     what waits
 * @param backoffMaxMs {@code restart.backoff.max}: longest pause between restarts, default 30s
 * @param outageHorizonMs {@code outage.horizon}: outages of ClickHouse shorter than this never end
 *     the job, default 72h, the retention of the topics
 */
public record ResultsJobConfig(
    String kafkaBootstrap,
    String groupId,
    Start start,
    boolean bounded,
    ClickHouseAddress clickHouse,
    int batchRows,
    long batchBytes,
    long batchIntervalMs,
    int attempts,
    long checkpointIntervalMs,
    long backoffMaxMs,
    long outageHorizonMs) {
  private static final long NS_PER_MS = 1_000_000;

  /** Where to begin without restored state. */
  public enum Start {
    /** The oldest record. */
    EARLIEST,
    /** Records written from now on. */
    LATEST,
    /** Where the consumer group stopped, else the oldest record. */
    COMMITTED
  }

  /**
   * Reads it.
   *
   * @param values keys above
   * @param environment variables above, {@code System.getenv()}
   * @throws io.cryptoscalp.jobs.ConfigException when a key is unknown or a value does not fit
   */
  public static ResultsJobConfig fromMap(
      Map<String, String> values, Map<String, String> environment) {
    ConfigReader in = new ConfigReader(values);
    ClickHouseAddress fromEnvironment = ClickHouseAddress.fromEnvironment(environment);
    ResultsJobConfig config =
        new ResultsJobConfig(
            in.text(
                "kafka.bootstrap", environment.getOrDefault("KAFKA_BOOTSTRAP", "localhost:9092")),
            in.text("kafka.group", "cryptoscalp-results"),
            in.choice("start", Start.COMMITTED, Start.class),
            in.flag("bounded", false),
            new ClickHouseAddress(
                in.text("clickhouse.url", fromEnvironment.url()),
                in.text("clickhouse.user", fromEnvironment.user()),
                fromEnvironment.password()),
            (int) in.number("batch.rows", 5000, 1, 1_000_000),
            in.number("batch.bytes", 16L << 20, 1, 1L << 30),
            in.durationNs("batch.interval", "1s") / NS_PER_MS,
            (int) in.number("insert.attempts", 3, 1, 100),
            in.durationNs("checkpoint.interval", "10s") / NS_PER_MS,
            in.durationNs("restart.backoff.max", "30s") / NS_PER_MS,
            in.durationNs("outage.horizon", "72h") / NS_PER_MS);
    in.rejectUnknown();
    return config;
  }

  /**
   * Restarts in a row that cover the horizon: each takes at least the pause before it, which grows
   * to {@link #backoffMaxMs}. The first pauses are shorter, hence the margin.
   */
  int restarts() {
    return (int) Math.min(Integer.MAX_VALUE - 1, outageHorizonMs / Math.max(1, backoffMaxMs) + 20);
  }
}
