package io.cryptoscalp.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import io.cryptoscalp.jobs.results.ClickHouseAddress;
import io.cryptoscalp.jobs.results.Migrations;
import io.cryptoscalp.jobs.runtime.MissingPrerequisiteException;
import io.cryptoscalp.jobs.runtime.clickhouse.EmbeddedClickHouse;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A migrated ClickHouse to plant rows in and ask the named queries of. */
final class QueriedDatabase implements AutoCloseable {
  private final EmbeddedClickHouse server;
  private final ClickHouseClient client;
  private final SortedMap<String, String> queries;

  private QueriedDatabase(EmbeddedClickHouse server) {
    this.server = server;
    this.client = new ClickHouseClient(server.jdbcUrl(), "", "");
    this.queries =
        new NamedQueries(Path.of(System.getProperty("cryptoscalp.root"), "sql/clickhouse/queries"))
            .texts();
  }

  /** Starts one; the test is skipped where ClickHouse is not to be had. */
  static QueriedDatabase start(Path folder) throws Exception {
    EmbeddedClickHouse server;
    try {
      server = new EmbeddedClickHouse(folder.resolve("clickhouse"), folder, 0);
    } catch (MissingPrerequisiteException e) {
      return abort(e.getMessage());
    }
    try (Connection connection = new ClickHouseAddress(server.jdbcUrl(), "", "").connect()) {
      var unused = Migrations.bundled().apply(connection);
    }
    return new QueriedDatabase(server);
  }

  /** Address for the driver. */
  String jdbcUrl() {
    return server.jdbcUrl();
  }

  /** Texts of the queries by name. */
  SortedMap<String, String> queries() {
    return queries;
  }

  /** Inserts rows, each as SQL writes a tuple. */
  void insert(String table, String... rows) {
    client.text("INSERT INTO " + table + " VALUES " + String.join(", ", rows), Map.of(), "Null");
  }

  /** Runs a statement that has no answer. */
  void execute(String sql) {
    client.text(sql, Map.of(), "Null");
  }

  /** The answer, a text a row with {@code |} between columns; parameters as key, value pairs. */
  List<String> ask(String name, String... parameters) {
    String text = queries.get(name);
    assertThat(text).as(name).isNotNull();
    Map<String, String> values = new TreeMap<>(NamedQueries.defaults(text));
    for (int i = 0; i < parameters.length; i += 2) {
      values.put(parameters[i], parameters[i + 1]);
    }
    return rows(client.query(text, values));
  }

  /** The answer of a statement, in the same form; a map or an array as JSON. */
  List<String> query(String sql) {
    return rows(client.query(sql, Map.of()));
  }

  private static List<String> rows(JsonNode answer) {
    List<String> rows = new ArrayList<>();
    for (JsonNode row : answer.path("data")) {
      List<String> cells = new ArrayList<>();
      row.forEach(cell -> cells.add(cell.isValueNode() ? cell.asText() : cell.toString()));
      rows.add(String.join("|", cells));
    }
    return rows;
  }

  @Override
  public void close() {
    server.close();
  }
}
