package io.cryptoscalp.operators.results;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Every result table: its topic and its columns in order, each a name and a {@link ColumnType}. The
 * migrations in {@code sql/clickhouse} define the same columns; a test compares the two.
 */
public enum ResultTable {
  /** Validated market trades. */
  TRADES(
      null,
      """
      instrument LABEL, trade_id INT64, aggregate BOOL, price DECIMAL, quantity DECIMAL,
      taker_side LABEL, event_time_ns INT64, receive_time_ns INT64, sequence INT64
      """),
  /** Finished bars. */
  BARS(
      null,
      """
      instrument LABEL, spec LABEL, open_time_ns INT64, close_time_ns INT64, open DECIMAL,
      high DECIMAL, low DECIMAL, close DECIMAL, volume FLOAT64, quote_volume FLOAT64,
      taker_buy_volume FLOAT64, trades INT64, sequence INT64
      """),
  /** Feature vectors; positions in feature_catalogue. */
  FEATURES(
      null,
      """
      instrument LABEL, event_time_ns INT64, receive_time_ns INT64, sequence INT64,
      feature_set LABEL, best_bid FLOAT64, best_ask FLOAT64, values FLOAT64_ARRAY,
      valid UINT64_ARRAY, regime LABEL, regime_confidence FLOAT64, book_healthy BOOL
      """),
  /** Changes of regime. */
  REGIMES(
      null,
      """
      instrument LABEL, event_time_ns INT64, sequence INT64, ordinal INT64 OPTIONAL,
      from_regime LABEL, to_regime LABEL, confidence FLOAT64, reason TEXT, regime_probabilities FLOAT64_ARRAY,
      market_type_probabilities FLOAT64_ARRAY
      """),
  /** Spans in which a detector said the same; a later row of a span closes it. */
  REGIME_INTERVALS(
      null,
      """
      scope LABEL, detector LABEL, label LABEL, start_time_ns INT64, end_time_ns INT64,
      confidence FLOAT64, sequence INT64, reason TEXT
      """),
  /** What changes of regime did to the terms of trading. */
  REGIME_EFFECTS(
      null,
      """
      scope LABEL, event_time_ns INT64, sequence INT64, ordinal INT64 OPTIONAL,
      from_regime LABEL, to_regime LABEL, position_multiplier_before FLOAT64, position_multiplier_after FLOAT64,
      stop_multiplier_before FLOAT64, stop_multiplier_after FLOAT64,
      risk_per_trade_before FLOAT64, risk_per_trade_after FLOAT64,
      position_cap_before INT64, position_cap_after INT64,
      strategy_weights_before TEXT, strategy_weights_after TEXT, blend_ns INT64, reason TEXT
      """),
  /** Sequences of signals that patterns describe. */
  PATTERN_MATCHES(
      null,
      """
      match_id TEXT, pattern LABEL, version INT64, scope LABEL, instrument LABEL,
      start_time_ns INT64, end_time_ns INT64, price FLOAT64, regime LABEL, confidence FLOAT64,
      evidence TEXT
      """),
  /** Signals that came after the watermark had passed them, so that no pattern saw them. */
  LATE_SIGNALS(
      null,
      """
      scope LABEL, kind LABEL, event_time_ns INT64, watermark_ns INT64, detail TEXT
      """),
  /** Model answers. */
  PREDICTIONS(
      null,
      """
      instrument LABEL, event_time_ns INT64, receive_time_ns INT64, sequence INT64, model LABEL,
      model_version LABEL, probability_up FLOAT64, valid BOOL, confidence FLOAT64,
      disagreement FLOAT64, heard INT64, left_out TEXT
      """),
  /** What each of several models said, shadows among them. */
  MODEL_ANSWERS(
      null,
      """
      instrument LABEL, event_time_ns INT64, sequence INT64, model LABEL, model_version LABEL,
      role LABEL, probability_up FLOAT64, weight FLOAT64, valid BOOL, code LABEL
      """),
  /** What decisions were made of: those that were traded, and some of the others. */
  DECISION_EXPLANATIONS(
      null,
      """
      instrument LABEL, event_time_ns INT64, receive_time_ns INT64, sequence INT64, scope LABEL,
      model LABEL, model_version TEXT, traded BOOL, intents TEXT_ARRAY, share FLOAT64,
      probability_up FLOAT64, log_odds FLOAT64, base FLOAT64, features TEXT_ARRAY,
      values FLOAT64_ARRAY, contributions FLOAT64_ARRAY, rest FLOAT64, gap FLOAT64, method LABEL,
      code LABEL, runs INT64, terms INT64
      """),
  /** What the models behind those decisions were given. */
  DECISION_INPUTS(
      null,
      """
      instrument LABEL, event_time_ns INT64, sequence INT64, model LABEL, model_version TEXT,
      sha256 TEXT, vector INT64, steps INT64, columns INT64, regimes INT64, inputs TEXT,
      inputs_sha256 TEXT
      """),
  /** What policies and networks of patterns said, shadows among them. */
  MODEL_CHOICES(
      null,
      """
      instrument LABEL, event_time_ns INT64, sequence INT64, model LABEL, model_version LABEL,
      role LABEL, task LABEL, choice LABEL, chance FLOAT64, chances FLOAT64_ARRAY, traded BOOL,
      valid BOOL, code LABEL
      """),
  /** Risk decisions, accepted or not. */
  DECISIONS(null, Shared.DECISIONS),
  /** Orders as published. */
  ORDERS(ResultSinks.ORDERS_TOPIC, Shared.ORDERS),
  /** Execution reports. */
  FILLS(ResultSinks.FILLS_TOPIC, Shared.FILLS),
  /** Positions after each change. */
  POSITIONS(
      null,
      """
      position_event_id TEXT, account LABEL, strategy LABEL, instrument LABEL, quantity DECIMAL,
      average_price FLOAT64, mark_price FLOAT64, realized_pnl FLOAT64, unrealized_pnl FLOAT64,
      fees FLOAT64, funding FLOAT64, equity FLOAT64, cause LABEL, event_time_ns INT64
      """),
  /** Records that could not be used. */
  DEAD_LETTERS(
      "dead-letters",
      """
      topic LABEL, partition INT64, offset INT64, code LABEL, detail TEXT, record_key TEXT,
      stream LABEL, receive_time_ns INT64, payload_base64 TEXT, payload_bytes INT64
      """),
  /** What became of model commands. */
  MODEL_EVENTS(
      null,
      """
      event_id TEXT, command_id TEXT, model LABEL, model_version LABEL, outcome LABEL, code TEXT,
      provider LABEL, event_time_ns INT64
      """),
  /** Gaps, crossings, silence. */
  FEED_FAULTS(
      null,
      """
      instrument LABEL, code LABEL, detail TEXT, stream LABEL, event_time_ns INT64,
      receive_time_ns INT64, sequence INT64
      """),
  /** Frames by stream and interval of receive time; rows of one interval add up. */
  INGEST_COUNTS(
      null,
      """
      instrument LABEL, stream LABEL, interval_start_ns INT64, accepted INT64, refused INT64,
      sequence INT64
      """),
  /** Depth by distance from the middle price, of archives. */
  BOOK_DEPTH(
      null,
      """
      instrument LABEL, event_time_ns INT64, percentage FLOAT64, depth FLOAT64, notional FLOAT64
      """),
  /** What was found in each file of an archive. */
  BACKFILL_FILES(
      null,
      """
      instrument LABEL, file TEXT, number INT64, type LABEL, day TEXT, bytes INT64, rows INT64,
      frames INT64, refused INT64, duplicates INT64, gaps INT64, missing INT64, backwards INT64,
      first_time_ns INT64, last_time_ns INT64, damage TEXT
      """),
  /** Wall-clock latency of a decision by stage; the only table whose values differ between runs. */
  STAGE_LATENCY(
      null,
      """
      decision_id TEXT, instrument LABEL, sequence INT64, kafka_us FLOAT64, instrument_us FLOAT64,
      decision_us FLOAT64, total_us FLOAT64, decided_at_ns INT64
      """),
  /** Orders of trials of a backtest. */
  BACKTEST_ORDERS(null, Shared.TRIAL + Shared.ORDERS),
  /** Execution reports of trials. */
  BACKTEST_FILLS(null, Shared.TRIAL + Shared.FILLS),
  /** Risk decisions of trials. */
  BACKTEST_DECISIONS(null, Shared.TRIAL + Shared.DECISIONS),
  /** Round trips of trials. */
  BACKTEST_TRADES(
      null,
      Shared.TRIAL
          + """
      trade_id TEXT, strategy LABEL, instrument LABEL, side LABEL, quantity DECIMAL,
      entry_time_ns INT64, exit_time_ns INT64, entry_price FLOAT64, exit_price FLOAT64,
      gross_pnl FLOAT64, fees FLOAT64, funding FLOAT64, net_pnl FLOAT64, adverse FLOAT64,
      favourable FLOAT64, fills INT64, maker_share FLOAT64, intent_id TEXT,
      probability_up FLOAT64, confidence FLOAT64, model_version LABEL, regime LABEL,
      entry_reason TEXT, exit_reason TEXT, closed BOOL
      """),
  /** Equity of trials on a grid of time. */
  BACKTEST_EQUITY(
      null,
      Shared.TRIAL
          + """
      time_ns INT64, equity FLOAT64, gross_notional FLOAT64, net_notional FLOAT64,
      open_positions INT64
      """),
  /** What trials came to. */
  BACKTEST_TRIALS(
      null,
      Shared.TRIAL
          + """
      parameters TEXT, from_ns INT64, to_ns INT64, ticks INT64, snapshots INT64, intents INT64,
      accepted INT64, orders INT64, fills INT64, trades INT64, turnover FLOAT64, fees FLOAT64,
      funding FLOAT64, start_equity FLOAT64, equity FLOAT64, max_drawdown FLOAT64,
      first_time_ns INT64, last_time_ns INT64, digest TEXT, liquidations INT64
      """),
  /** Prices of the instruments of a backtest on the grid of its equity. */
  BACKTEST_PRICES(null, "run LABEL, instrument LABEL, time_ns INT64, price FLOAT64");

  /** Columns of several tables; a class of its own because constants must come first. */
  private static final class Shared {
    static final String TRIAL = "run LABEL, trial LABEL, ";
    static final String DECISIONS =
        """
        decision_id TEXT, intent_id TEXT, account LABEL, strategy LABEL, instrument LABEL,
        accepted BOOL, layer LABEL, rule LABEL, code TEXT, numbers TEXT, quantity DECIMAL,
        event_time_ns INT64, receive_time_ns INT64, sequence INT64
        """;
    static final String ORDERS =
        """
        client_order_id TEXT, kind LABEL, account LABEL, strategy LABEL, instrument LABEL,
        side LABEL, type LABEL, price DECIMAL, trigger_price DECIMAL, quantity DECIMAL,
        reduce_only BOOL, intent_id TEXT, parent_id TEXT, reason TEXT, event_time_ns INT64,
        receive_time_ns INT64
        """;
    static final String FILLS =
        """
        report_id TEXT, client_order_id TEXT, account LABEL, strategy LABEL, instrument LABEL,
        side LABEL, status LABEL, last_quantity DECIMAL, last_price DECIMAL,
        cumulative_quantity DECIMAL, leaves_quantity DECIMAL, fee FLOAT64, maker BOOL, reason TEXT,
        event_time_ns INT64
        """;
  }

  private final String tableName;
  private final String topic;

  @SuppressWarnings("Immutable") // always a List.copyOf
  private final List<Column> columns;

  ResultTable(@Nullable String topic, String namesAndTypes) {
    this.tableName = name().toLowerCase(Locale.ROOT);
    this.topic = topic == null ? "results." + tableName : topic;
    List<Column> list = new ArrayList<>();
    for (String nameAndType : namesAndTypes.split(",", -1)) {
      String[] both = nameAndType.strip().split(" ", -1);
      list.add(new Column(both[0], ColumnType.valueOf(both[1]), both.length > 2));
    }
    this.columns = List.copyOf(list);
  }

  /** Name in ClickHouse. */
  public String tableName() {
    return tableName;
  }

  /** Kafka topic that carries its rows. */
  public String topic() {
    return topic;
  }

  /** The table whose rows a topic carries, or null when it is no topic of results. */
  public static @Nullable ResultTable ofTopic(String topic) {
    for (ResultTable table : values()) {
      if (table.topic.equals(topic)) {
        return table;
      }
    }
    return null;
  }

  /** Columns in order. */
  public List<Column> columns() {
    return columns;
  }
}
