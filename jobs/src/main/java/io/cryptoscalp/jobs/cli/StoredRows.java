package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.cryptoscalp.jobs.parity.ComparedTable;
import io.cryptoscalp.jobs.parity.RowRange;
import io.cryptoscalp.jobs.parity.RunRow;
import io.cryptoscalp.jobs.parity.RunRows;
import io.cryptoscalp.operators.results.Column;
import io.cryptoscalp.operators.results.ResultTable;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rows of ClickHouse, streamed in their order: of an account, or of a trial of a backtest. */
final class StoredRows implements RunRows {
  private static final String SETTINGS =
      " SETTINGS output_format_json_quote_decimals = 1, output_format_json_quote_denormals = 0";

  private final ClickHouseClient client;
  private final @Nullable Database own;
  private final String name;
  private final @Nullable String run;
  private final String trial;
  private final RowRange range;
  private final Map<String, Map<Integer, String>> features = new HashMap<>();

  /**
   * Rows.
   *
   * @param database where they are
   * @param owned closed with these rows
   * @param name what a person calls them
   * @param run run of backtests; null for live tables
   * @param trial its trial
   * @param range rows that count
   */
  StoredRows(
      Database database,
      boolean owned,
      String name,
      @Nullable String run,
      String trial,
      RowRange range) {
    client = database.client();
    own = owned ? database : null;
    this.name = name;
    this.run = run;
    this.trial = trial;
    this.range = range;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String dataHash() {
    return "";
  }

  @Override
  public boolean has(ComparedTable table) {
    if (table.ofTrials() != null) {
      return true;
    }
    return run == null
        && !client
            .text("SELECT 1" + from(table) + " LIMIT 1", parameters(), "TabSeparated")
            .isBlank();
  }

  @Override
  public Iterator<RunRow> rows(ComparedTable table) {
    String columns =
        table.columns().stream().map(Column::name).collect(Collectors.joining("`, `", "`", "`"));
    String sql =
        "SELECT "
            + columns
            + from(table)
            + " ORDER BY "
            + String.join(", ", table.order())
            + SETTINGS;
    Stream<String> lines = client.lines(sql, parameters(), "JSONEachRow");
    return lines
        .filter(line -> !line.isBlank())
        .map(line -> RunRow.of(table, parse(line), -1))
        .iterator();
  }

  private static JsonNode parse(String line) {
    try {
      return Json.MAPPER.readTree(line);
    } catch (JsonProcessingException e) {
      throw new CliException(ExitCodes.QUERY_FAILED, "ClickHouse's answer is no JSON: " + line, e);
    }
  }

  private String from(ComparedTable table) {
    ResultTable ofTrials = table.ofTrials();
    String time = table.order().get(0);
    boolean trials = run != null && ofTrials != null;
    StringBuilder sql = new StringBuilder(" FROM ");
    sql.append(trials && ofTrials != null ? ofTrials.tableName() : table.tableName());
    sql.append(" FINAL WHERE ").append(time).append(" >= {from:Int64} AND ").append(time);
    sql.append(" < {to:Int64}");
    if (trials) {
      sql.append(" AND run = {run:String} AND trial = {trial:String}");
    }
    if (table.ofAccount() && !range.account().isEmpty()) {
      sql.append(" AND account = {account:String}");
    }
    return sql.toString();
  }

  private Map<String, String> parameters() {
    Map<String, String> parameters = new TreeMap<>();
    parameters.put("from", Long.toString(range.fromNs()));
    parameters.put("to", Long.toString(range.toNs()));
    parameters.put("run", run == null ? "" : run);
    parameters.put("trial", trial);
    parameters.put("account", range.account());
    return parameters;
  }

  @Override
  public @Nullable String feature(String featureSet, int position) {
    return features.computeIfAbsent(featureSet, this::names).get(position);
  }

  private Map<Integer, String> names(String featureSet) {
    Map<Integer, String> names = new HashMap<>();
    JsonNode answer =
        client.query(
            "SELECT position, name FROM feature_catalogue FINAL WHERE feature_set ="
                + " {set:String}",
            Map.of("set", featureSet));
    answer.path("data").forEach(row -> names.put(row.path(0).asInt(), row.path(1).asText()));
    return names;
  }

  @Override
  public void close() {
    if (own != null) {
      own.close();
    }
  }
}
