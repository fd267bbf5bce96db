package io.cryptoscalp.jobs.runtime.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.jobs.runtime.ChildJvm;
import io.cryptoscalp.jobs.runtime.JavaClassPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Do rows survive whatever happens to the server's process, and does it end with its parent? */
@Timeout(120)
class ClickHouseLifecycleITCase {
  @TempDir private Path folder;

  @Test
  void rowsSurviveARestartAndAKill() throws SQLException {
    try (EmbeddedClickHouse server = open(folder)) {
      String url = server.jdbcUrl();
      execute(url, "CREATE TABLE kept (id Int64) ENGINE = MergeTree ORDER BY id");
      insert(url, 0);
      server.stop();
      assertThat(server.isRunning()).isFalse();
      assertThatThrownBy(() -> execute(url, "SELECT 1")).isInstanceOf(SQLException.class);
      server.start();
      assertThat(server.jdbcUrl()).isEqualTo(url);
      assertThat(count(url)).isEqualTo(1000);
      insert(url, 1000);
      long killed = server.pid();
      server.kill();
      assertThat(ProcessHandle.of(killed)).isEmpty();
      server.start();
      assertThat(count(url)).isEqualTo(2000);
      insert(url, 2000);
      assertThat(count(url)).isEqualTo(3000);
    }
  }

  @Test
  void aFolderIsServedOnce() {
    try (EmbeddedClickHouse first = open(folder)) {
      assertThat(first.isRunning()).isTrue();
      assertThatThrownBy(() -> open(folder))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("Another process serves");
    }
  }

  @Test
  void aKilledParentLeavesNoServer() throws Exception {
    ChildJvm parent =
        ChildJvm.start(
            new ChildJvm.Spec(
                "parent",
                ClickHouseParent.class.getName(),
                JavaClassPath.current(),
                List.of("-Xmx256m"),
                List.of(folder.toString()),
                Map.of(),
                folder));
    long server = Long.parseLong(parent.awaitReady(Duration.ofSeconds(60)));
    assertThat(ProcessHandle.of(server)).isPresent();
    parent.kill();
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(ProcessHandle.of(server)).isEmpty());
    // An orderly end: the folder is free and intact.
    try (EmbeddedClickHouse again = open(folder)) {
      assertThat(again.isRunning()).isTrue();
      assertThat(Files.exists(folder.resolve("data"))).isTrue();
    }
  }

  static EmbeddedClickHouse open(Path folder) {
    return new EmbeddedClickHouse(folder.resolve("data"), folder.resolve("logs"), 0);
  }

  private static void insert(String url, int from) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO kept (id) VALUES (?)")) {
      for (int i = from; i < from + 1000; i++) {
        insert.setLong(1, i);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static long count(String url) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT uniqExact(id) FROM kept")) {
      row.next();
      return row.getLong(1);
    }
  }

  private static void execute(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
