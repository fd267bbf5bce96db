package io.cryptoscalp.jobs.parity;

import io.cryptoscalp.operators.results.Column;
import io.cryptoscalp.operators.results.ResultTable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tables that runs are compared by, in the order in which an event passes the job. */
public enum ComparedTable {
  /** What came in. */
  TRADES(
      ResultTable.TRADES,
      "input",
      "instrument",
      "event_time_ns, sequence, instrument, trade_id, aggregate"),
  /** Finished bars. */
  BARS(
      ResultTable.BARS,
      "bars",
      "instrument",
      "close_time_ns, sequence, instrument, spec, open_time_ns"),
  /** Feature vectors, with the regime at that moment. */
  FEATURES(
      ResultTable.FEATURES,
      "features",
      "instrument",
      "event_time_ns, sequence, instrument, feature_set"),
  /** Changes of regime. */
  REGIMES(
      ResultTable.REGIMES, "regime", "instrument", "event_time_ns, sequence, instrument, ordinal"),
  /** Answers that count. */
  PREDICTIONS(
      ResultTable.PREDICTIONS,
      "scoring",
      "instrument",
      "event_time_ns, sequence, instrument, model, model_version"),
  /** Answers of each model. */
  MODEL_ANSWERS(
      ResultTable.MODEL_ANSWERS,
      "scoring",
      "instrument",
      "event_time_ns, sequence, instrument, model, model_version"),
  /** Verdicts of risk on what strategies want. */
  DECISIONS(
      ResultTable.DECISIONS, "risk", "account", "event_time_ns, sequence, instrument, decision_id"),
  /** Orders and cancellations. */
  ORDERS(
      ResultTable.ORDERS, "account", "account", "event_time_ns, instrument, client_order_id, kind"),
  /** Execution reports. */
  FILLS(
      ResultTable.FILLS,
      "account",
      "account",
      "event_time_ns, instrument, client_order_id, report_id"),
  /** Positions and equity after each change. */
  POSITIONS(
      ResultTable.POSITIONS, "account", "account", "event_time_ns, instrument, position_event_id");

  private final ResultTable result;
  private final String operator;
  private final boolean ofAccount;
  private final int keyPosition;
  private final int sequencePosition;

  @SuppressWarnings("Immutable") // always a List.of
  private final List<String> order;

  @SuppressWarnings("Immutable") // never handed out
  private final int[] orderPositions;

  ComparedTable(ResultTable result, String operator, String owner, String order) {
    this.result = result;
    this.operator = operator;
    this.ofAccount = owner.equals("account");
    this.order = List.of(order.split(", ", -1));
    keyPosition = position(owner);
    sequencePosition = has("sequence") ? position("sequence") : -1;
    orderPositions = this.order.stream().mapToInt(this::position).toArray();
  }

  /** The live table. */
  public ResultTable result() {
    return result;
  }

  /** Name of the live table. */
  public String tableName() {
    return result.tableName();
  }

  /** The table with the same columns that holds what trials did; null where trials share it. */
  public @Nullable ResultTable ofTrials() {
    return switch (this) {
      case DECISIONS -> ResultTable.BACKTEST_DECISIONS;
      case ORDERS -> ResultTable.BACKTEST_ORDERS;
      case FILLS -> ResultTable.BACKTEST_FILLS;
      default -> null;
    };
  }

  /** Columns of the live table. */
  public List<Column> columns() {
    return result.columns();
  }

  /**
   * Columns that rows are ordered by: event time, the frame's number where there is one, and the
   * row's id.
   */
  public List<String> order() {
    return order;
  }

  /** True when rows belong to an account, false when to an instrument alone. */
  public boolean ofAccount() {
    return ofAccount;
  }

  /**
   * The stage that made a difference, given that all that came before it is equal.
   *
   * @param column column that differs; empty where one run lacks the row
   * @param row a row of it
   */
  String operator(String column, RunRow row) {
    if (this == FEATURES && (column.equals("regime") || column.equals("regime_confidence"))) {
      return "regime";
    }
    if (this == DECISIONS
        && (column.isEmpty() || column.equals("decision_id") || column.equals("intent_id"))
        && !row.text("strategy").isEmpty()) {
      return "strategy";
    }
    return operator;
  }

  /** Flink's uid of the operator that a stage runs in. */
  static String uid(String operator) {
    return switch (operator) {
      case "input" -> "frames";
      case "bars", "features", "regime" -> "instrument";
      case "scoring" -> "scoring";
      case "strategy" -> "strategies";
      default -> "account";
    };
  }

  int[] orderPositions() {
    return orderPositions;
  }

  int keyPosition() {
    return keyPosition;
  }

  /** Below 0 where it has none. */
  int sequencePosition() {
    return sequencePosition;
  }

  /** Position of a column. */
  final int position(String column) {
    List<Column> columns = result.columns();
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(column)) {
        return i;
      }
    }
    throw new IllegalArgumentException("PARITY_COLUMN_UNKNOWN: column=" + column);
  }

  /** True when it has the column. */
  final boolean has(String column) {
    return result.columns().stream().anyMatch(each -> each.name().equals(column));
  }
}
