package io.cryptoscalp.jobs.results;

import static org.junit.jupiter.api.Assumptions.abort;

import io.cryptoscalp.jobs.runtime.MissingPrerequisiteException;
import io.cryptoscalp.jobs.runtime.clickhouse.EmbeddedClickHouse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** ClickHouse's engine for a test class, and short ways to ask it. */
public final class TestClickHouse implements AutoCloseable {
  private final EmbeddedClickHouse server;

  private TestClickHouse(EmbeddedClickHouse server) {
    this.server = server;
  }

  /** Starts it, or aborts the test with what is missing. */
  public static TestClickHouse start(Path folder) {
    try {
      return new TestClickHouse(new EmbeddedClickHouse(folder.resolve("clickhouse"), folder, 0));
    } catch (MissingPrerequisiteException e) {
      return abort(e.getMessage());
    }
  }

  public EmbeddedClickHouse server() {
    return server;
  }

  public ClickHouseAddress address() {
    return new ClickHouseAddress(server.jdbcUrl(), "", "");
  }

  public List<String> migrate(Migrations migrations) throws SQLException {
    try (Connection connection = address().connect()) {
      return migrations.apply(connection);
    }
  }

  public void execute(String sql) throws SQLException {
    try (Connection connection = address().connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** One text a row, columns separated by {@code |}. */
  public List<String> rows(String sql) throws SQLException {
    try (Connection connection = address().connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<String> rows = new ArrayList<>();
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        StringBuilder row = new StringBuilder();
        for (int i = 1; i <= columns; i++) {
          row.append(i == 1 ? "" : "|").append(result.getString(i));
        }
        rows.add(row.toString());
      }
      return rows;
    }
  }

  public long count(String table) throws SQLException {
    return Long.parseLong(rows("SELECT count() FROM " + table).get(0));
  }

  @Override
  public void close() {
    server.close();
  }
}
