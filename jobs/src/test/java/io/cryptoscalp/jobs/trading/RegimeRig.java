package io.cryptoscalp.jobs.trading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cryptoscalp.jobs.regime.RegimeJob;
import io.cryptoscalp.jobs.regime.RegimeJobConfig;
import io.cryptoscalp.jobs.runtime.flink.FlinkRest;
import io.cryptoscalp.jobs.runtime.flink.LocalFlink;
import io.cryptoscalp.operators.results.ResultTable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.jspecify.annotations.Nullable;

/** The trading job and the regime job on one cluster, and a market that goes on as told. */
final class RegimeRig implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  final TradingRig kafka;
  final LocalFlink flink = new LocalFlink(new Configuration(), 3, 0, 0);
  final PlantedMarket market = new PlantedMarket();
  private final Map<String, String> regimeConfig;

  RegimeRig(Path folder, Map<String, String> regimeConfig) {
    this.kafka = new TradingRig(folder);
    this.regimeConfig = Map.copyOf(regimeConfig);
  }

  JobClient startTrading(Map<String, String> config) throws Exception {
    Map<String, String> values = new HashMap<>(config);
    values.put("start", "earliest");
    return kafka.start(flink, 2, values);
  }

  /** Starts the regime job, from a checkpoint where one is given. */
  JobClient startRegime(@Nullable String checkpoint) throws Exception {
    Configuration options = kafka.jobOptions(1);
    if (checkpoint != null) {
      options.set(StateRecoveryOptions.SAVEPOINT_PATH, checkpoint);
    }
    var env = flink.environment(options);
    Map<String, String> values = new HashMap<>(regimeConfig);
    values.put("kafka.bootstrap", kafka.bootstrap());
    values.put("start", "earliest");
    // Shorter would make late what the trading job is slow with while it catches up.
    values.put("watermark.hold", "3s");
    values.put("watermark.idle", "6s");
    values.put("checkpoint.interval", "500ms");
    RegimeJob.build(env, RegimeJobConfig.fromMap(values));
    return env.executeAsync(RegimeJob.NAME);
  }

  /** Ends a job without a last checkpoint; returns where the one before is. */
  String kill(JobClient job) throws Exception {
    String id = job.getJobID().toString();
    FlinkRest rest = new FlinkRest(flink.restUrl());
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (rest.checkpoints(id).latestPath().isEmpty() && System.nanoTime() < deadline) {
      Thread.sleep(100);
    }
    job.cancel().get();
    while (!rest.job(id).isTerminal() && System.nanoTime() < deadline) {
      Thread.sleep(100);
    }
    return rest.checkpoints(id).latestPath();
  }

  /** Trades for so long. */
  void trade(int seconds) throws Exception {
    kafka.publish(market.more(seconds), Duration.ofDays(1), Duration.ZERO);
  }

  /** Trades by and by until a table has a row; the first such row. */
  JsonNode tradeUntil(
      ResultTable table, String what, int stepSeconds, int mostSeconds, Predicate<JsonNode> wanted)
      throws Exception {
    for (int done = 0; done <= mostSeconds; done += stepSeconds) {
      trade(stepSeconds);
      Thread.sleep(250);
      List<JsonNode> found = rows(table, wanted);
      if (!found.isEmpty()) {
        return found.get(0);
      }
    }
    throw new AssertionError("not seen within " + mostSeconds + " s: " + what + state());
  }

  /** Waits, without a trade, until a table has a row; the first such row. */
  JsonNode await(ResultTable table, String what, Predicate<JsonNode> wanted) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      List<JsonNode> found = rows(table, wanted);
      if (!found.isEmpty()) {
        return found.get(0);
      }
      Thread.sleep(250);
    }
    throw new AssertionError("not seen: " + what + state());
  }

  List<JsonNode> rows(ResultTable table, Predicate<JsonNode> wanted) throws Exception {
    List<JsonNode> rows = new ArrayList<>();
    for (String text : kafka.rows(table).get(table)) {
      JsonNode row = JSON.readTree(text);
      if (wanted.test(row)) {
        rows.add(row);
      }
    }
    return rows;
  }

  /** What there is instead. */
  private String state() {
    StringBuilder text = new StringBuilder();
    kafka
        .rows()
        .forEach(
            (table, rows) -> {
              text.append('\n').append(table).append(' ').append(rows.size());
              if (!rows.isEmpty()) {
                text.append(' ').append(rows.get(rows.size() - 1));
              }
            });
    return text.toString();
  }

  @Override
  public void close() throws Exception {
    flink.close();
    kafka.close();
  }
}
