package io.cryptoscalp.jobs.results;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.jobs.runtime.flink.LocalFlink;
import io.cryptoscalp.jobs.runtime.kafka.EmbeddedKafka;
import io.cryptoscalp.operators.results.ResultRow;
import io.cryptoscalp.operators.results.ResultTable;
import io.cryptoscalp.operators.results.RowEncoders;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Does every row arrive as it was written, in batches, once, and a broken one as a dead letter? */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ResultsJobITCase {
  private static final int TRADES = 20_000;

  @TempDir static Path folder;

  private static TestClickHouse clickHouse;
  private static EmbeddedKafka kafka;
  private static LocalFlink flink;
  private static ResultTopics topics;

  @BeforeAll
  static void start() throws Exception {
    clickHouse = TestClickHouse.start(folder);
    clickHouse.migrate(Migrations.bundled());
    kafka = new EmbeddedKafka(folder.resolve("kafka"), 0);
    topics = new ResultTopics(kafka);
    flink = new LocalFlink(new Configuration(), 1, 0, 0);
  }

  @AfterAll
  static void stop() {
    if (topics != null) {
      topics.close();
    }
    if (flink != null) {
      flink.close();
    }
    if (kafka != null) {
      kafka.close();
    }
    if (clickHouse != null) {
      clickHouse.close();
    }
  }

  @Test
  @Order(1)
  void aRowOfEveryTableArrivesAsItWasWritten() throws Exception {
    Set<ResultTable> sent = new TreeSet<>();
    for (ResultRow row : SampleRows.all(new RowEncoders())) {
      topics.send(row);
      sent.add(row.table());
    }
    assertThat(sent).containsExactly(ResultTable.values());
    runToTheEnd(Map.of());

    assertThat(
            one("trade_id, aggregate, price, quantity, taker_side, toString(event_time)", "trades"))
        .isEqualTo("7|true|61800.200000000000|0.001000070000|SELL|2023-11-14 22:13:20.123456796");
    assertThat(one("open, high, low, close, volume, close_time_ns - open_time_ns, trades", "bars"))
        .isEqualTo("1.000000000000|3.000000000000|0.500000000000|2.000000000000|1.25|9|4");
    assertThat(one("toString(values), toString(valid), best_bid, regime, book_healthy", "features"))
        .isEqualTo("[1.5,-0.1,0]|[18446744073709551615]|61800.2|TRENDING|true");
    assertThat(
            one(
                "toString(intents), toString(features), toString(values), toString(contributions),"
                    + " rest, round(gap, 9), traded",
                "decision_explanations"))
        .contains("['i-1',", "[1.5,-0.1]|[-2.5,0.5]|0.0|0.0|true");
    assertThat(one("toString(numbers), vector, steps, sha256", "decision_inputs"))
        .isEqualTo("[1.5,-0.1]|2|0|00ff");
    assertThat(one("from_regime, to_regime, isNaN(confidence), reason", "regimes"))
        .isEqualTo("NORMAL|CRASH|1|" + SampleRows.TRICKY);
    assertThat(
            one("toString(regime_probabilities), toString(market_type_probabilities)", "regimes"))
        .isEqualTo("[0.1,0,0,0.9,0,0]|[0,0.75,0,0.25]");
    assertThat(
            one(
                "scope, detector, label, end_time_ns - start_time_ns, confidence, sequence, reason",
                "regime_intervals"))
        .isEqualTo("MARKET|hmm|state-2|7|0.625|14|" + SampleRows.TRICKY);
    assertThat(
            one(
                "position_multiplier_before, position_multiplier_after, stop_multiplier_before,"
                    + " stop_multiplier_after, risk_per_trade_before, risk_per_trade_after,"
                    + " position_cap_before, position_cap_after, strategy_weights_before,"
                    + " strategy_weights_after, from_regime, to_regime, blend_ns",
                "regime_effects"))
        .isEqualTo("1.0|0.2|1.0|2.0|0.02|0.005|10|2|a=1 b=0.5||NORMAL|CRASH|0");
    assertThat(
            one(
                "match_id, pattern, version, scope, end_time_ns - start_time_ns, price, regime,"
                    + " evidence",
                "pattern_matches"))
        .isEqualTo(
            "flash-crash/2/BTC/1700000000123456789/1700000000123456797|flash-crash|2|BTC|8|61800.2||"
                + SampleRows.TRICKY);
    assertThat(one("kind, watermark_ns - event_time_ns, detail", "late_signals"))
        .isEqualTo("FALL|60|bps=-310");
    assertThat(
            one(
                "model, model_version, probability_up, valid, confidence, disagreement, heard,"
                    + " left_out",
                "predictions"))
        .isEqualTo("m|2|0.123456|true|0.625|0.03125|3|gru=MODEL_CUT_OFF");
    assertThat(one("decision_id, accepted, layer, code, toString(quantity)", "decisions"))
        .isEqualTo("d-1|false|position|POSITION_LIMIT: limit=5|0");
    assertThat(one("client_order_id, type, trigger_price, quantity, reduce_only, reason", "orders"))
        .isEqualTo("o-1|STOP_MARKET|61800.200000000000|0.003000010000|true|" + SampleRows.TRICKY);
    assertThat(one("status, last_price, toString(leaves_quantity), fee, maker", "fills"))
        .isEqualTo("FILLED|92233720368.547758070000|0|-0.25|false");
    assertThat(one("quantity, average_price, realized_pnl, equity, cause", "positions"))
        .isEqualTo("-0.003000010000|61800.2|1.0E-9|99999.99|fill");
    assertThat(one("offset, code, payload_base64, hex(payload), payload_bytes", "dead_letters"))
        .isEqualTo(
            "42|PRICE_ZERO|"
                + Base64.getEncoder().encodeToString(SampleRows.PAYLOAD)
                + "|00010A275C7F80FF|8");
    assertThat(one("event_id, outcome, code", "model_events"))
        .isEqualTo("c-1/REJECTED|REJECTED|MODEL_CHECKSUM: x=y");
    assertThat(one("code, detail, stream, sequence", "feed_faults"))
        .isEqualTo("BOOK_GAP|from=1 to=3|depth|13");
    assertThat(one("stream, accepted, refused, sequence", "ingest_counts"))
        .isEqualTo("depth|41|1|99");
    assertThat(one("kafka_us, instrument_us, decision_us, total_us", "stage_latency"))
        .isEqualTo("1.5|2.5|5.0|9.0");
    assertThat(one("model, choice, chance, chances[3], traded", "model_choices"))
        .isEqualTo("ppo|long|0.75|0.75|true");
    assertThat(one("percentage, depth, notional", "book_depth")).isEqualTo("-0.2|1.0E9|6.18E13");
    assertThat(one("file, rows, frames, refused, backwards", "backfill_files"))
        .isEqualTo("BTCUSDT-trades-2024-01-01.zip|9|8|7|2");
    assertThat(one("run, trial, client_order_id", "backtest_orders")).isEqualTo("run-1|t-1|o-1");
    assertThat(one("trade_id, side, quantity, net_pnl, closed", "backtest_trades"))
        .isEqualTo("o-1/1|SELL|0.003000010000|0.229999999|true");
    assertThat(one("time_ns, equity, open_positions", "backtest_equity"))
        .isEqualTo(SampleRows.T0 + "|99999.99|3");
    assertThat(one("instrument, time_ns, price", "backtest_prices"))
        .isEqualTo("BTCUSDT-PERP.BINANCE|" + SampleRows.T0 + "|42000.05");
    assertThat(one("from_ns, trades, digest", "backtest_trials"))
        .isEqualTo("-9223372036854775808|3|ffffffffffffffff");
  }

  @Test
  @Order(2)
  void rowsWrittenAgainCollapse() throws Exception {
    runToTheEnd(Map.of("start", "earliest"));

    for (ResultTable table : ResultTable.values()) {
      assertThat(clickHouse.count(table.tableName() + " FINAL")).as(table.name()).isEqualTo(1);
    }
  }

  @Test
  @Order(3)
  void manyRowsGoInFewInserts() throws Exception {
    RowEncoders encoders = new RowEncoders();
    for (int i = 100; i < 100 + TRADES; i++) {
      topics.send(SampleRows.trade(encoders, i));
    }
    // Merges would hide how many parts the inserts made.
    clickHouse.execute("SYSTEM STOP MERGES trades");
    long partsBefore = clickHouse.count("system.parts WHERE table = 'trades' AND active");
    runToTheEnd(Map.of("batch.rows", "5000", "batch.interval", "60s"));
    long parts = clickHouse.count("system.parts WHERE table = 'trades' AND active") - partsBefore;
    clickHouse.execute("SYSTEM START MERGES trades");

    assertThat(clickHouse.count("trades FINAL")).isEqualTo(TRADES + 1);
    // Four full batches; a checkpoint may cut one of them in two.
    assertThat(parts).isBetween(4L, 8L);
  }

  @Test
  @Order(5)
  void insertsAreBoundedInBytes() throws Exception {
    long before = clickHouse.count("trades FINAL");
    RowEncoders encoders = new RowEncoders();
    for (int i = 0; i < 1_000; i++) {
      topics.send(SampleRows.trade(encoders, 1_000_000 + i));
    }
    clickHouse.execute("SYSTEM STOP MERGES trades");
    long partsBefore = clickHouse.count("system.parts WHERE table = 'trades' AND active");
    runToTheEnd(Map.of("batch.rows", "100000", "batch.interval", "60s", "batch.bytes", "10000"));
    long parts = clickHouse.count("system.parts WHERE table = 'trades' AND active") - partsBefore;
    clickHouse.execute("SYSTEM START MERGES trades");

    assertThat(clickHouse.count("trades FINAL")).isEqualTo(before + 1_000);
    // A trade takes about a hundred bytes.
    assertThat(parts).isBetween(5L, 20L);
  }

  @Test
  @Order(4)
  void brokenRowsBecomeDeadLettersAndStopNothing() throws Exception {
    topics.send("orders", "not json");
    topics.send("results.trades", "{\"instrument\":\"x\"}");
    topics.send(SampleRows.trade(new RowEncoders(), 1));
    runToTheEnd(Map.of());

    assertThat(clickHouse.count("trades FINAL")).isEqualTo(TRADES + 2);
    assertThat(
            clickHouse.rows(
                "SELECT topic, code, payload, stream FROM dead_letters_final"
                    + " WHERE stream = 'results' ORDER BY topic"))
        .containsExactly(
            "orders|ROW_MALFORMED|not json|results",
            "results.trades|FIELD_MISSING|{\"instrument\":\"x\"}|results");
  }

  private static String one(String columns, String table) throws Exception {
    return String.join("\n", clickHouse.rows("SELECT " + columns + " FROM " + table + "_final"));
  }

  /** Runs the job until it has read what is there, from where its group stopped. */
  private static void runToTheEnd(Map<String, String> more) throws Exception {
    topics.flush();
    Map<String, String> values = new HashMap<>(more);
    values.put("kafka.bootstrap", kafka.bootstrapServers());
    values.put("bounded", "true");
    values.put("outage.horizon", "1s");
    values.put("restart.backoff.max", "1s");
    values.put("clickhouse.url", clickHouse.address().url());
    Configuration options = new Configuration();
    options.setString("parallelism.default", "1");
    StreamExecutionEnvironment env = flink.environment(options);
    ResultsJob.build(env, ResultsJobConfig.fromMap(values, Map.of()));
    env.execute("results test");
  }
}
