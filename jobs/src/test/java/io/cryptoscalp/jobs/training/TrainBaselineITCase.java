package io.cryptoscalp.jobs.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.jobs.results.Migrations;
import io.cryptoscalp.jobs.runtime.clickhouse.EmbeddedClickHouse;
import io.cryptoscalp.models.dataset.FeatureQuery;
import io.cryptoscalp.models.dataset.FeatureRow;
import io.cryptoscalp.models.dataset.JdbcFeatureSource;
import io.cryptoscalp.models.dataset.LabelOptions;
import io.cryptoscalp.models.training.BaselineOptions;
import io.cryptoscalp.models.training.TrainBaseline;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Does a model come out of the features that lie in ClickHouse? */
@Timeout(120)
class TrainBaselineITCase {
  private static final int FEATURES = 66; // more than one word of the validity mask
  private static final int ROWS = 3000;
  private static final long SECOND = 1_000_000_000L;

  @TempDir private static Path folder;
  private static EmbeddedClickHouse server;

  @BeforeAll
  static void start() throws Exception {
    server = new EmbeddedClickHouse(folder.resolve("data"), folder.resolve("logs"), 0);
    try (Connection connection = DriverManager.getConnection(server.jdbcUrl());
        Statement statement = connection.createStatement()) {
      Migrations.bundled().apply(connection);
      statement.execute(catalogue());
      String rows = rows();
      statement.execute(rows);
      statement.execute(rows); // a replay writes every row again
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String catalogue() {
    StringBuilder sql =
        new StringBuilder("INSERT INTO feature_catalogue (feature_set, position, name) VALUES ");
    for (int i = FEATURES - 1; i >= 0; i--) {
      sql.append("('v1', ").append(i).append(", 'f").append(i).append(i > 0 ? "'), " : "')");
    }
    return sql.toString();
  }

  /** One row every ten seconds; the sign of the next move follows feature 65. */
  private static String rows() {
    Random random = new Random(1);
    StringBuilder sql =
        new StringBuilder(
            "INSERT INTO features (instrument, event_time_ns, sequence, feature_set, best_bid,"
                + " best_ask, `values`, valid, book_healthy) VALUES ");
    double mid = 60_000;
    for (int row = 0; row < ROWS; row++) {
      double signal = random.nextGaussian();
      sql.append(row == 0 ? "" : ", ").append("('BTCUSDT-PERP.BINANCE', ");
      sql.append(row * 10L * SECOND).append(", ").append(row).append(", 'v1', ");
      sql.append(mid - 0.5).append(", ").append(mid + 0.5).append(", [");
      for (int i = 0; i < FEATURES - 1; i++) {
        sql.append(i == 0 ? 7 : random.nextGaussian()).append(", ");
      }
      sql.append(signal).append("], [18446744073709551614, 3], ");
      sql.append(row % 100 != 99).append(')');
      mid += random.nextDouble() < 1 / (1 + Math.exp(-2 * signal)) ? 3 : -3;
    }
    return sql.toString();
  }

  @Test
  void readsEveryHealthyRowOnceWithItsValidityMask() {
    List<FeatureRow> rows = new ArrayList<>();
    JdbcFeatureSource source = new JdbcFeatureSource(server.jdbcUrl(), new Properties());
    source.read(
        new FeatureQuery("v1", List.of("BTCUSDT-PERP.BINANCE", "OTHER"), 0, 2000 * SECOND),
        rows::add);
    assertThat(rows).hasSize(198); // 200 less two unhealthy
    FeatureRow first = rows.get(0);
    assertThat(first.mid()).isEqualTo(60_000);
    assertThat(first.values()).hasSize(FEATURES);
    assertThat(first.isValid(0)).isFalse();
    assertThat(first.isValid(1)).isTrue();
    assertThat(first.isValid(63)).isTrue();
    assertThat(first.isValid(65)).isTrue();
    assertThat(source.names("v1")).hasSize(FEATURES).startsWith("f0", "f1").endsWith("f65");
    assertThatThrownBy(() -> source.names("v9"))
        .hasMessage("DATASET_FEATURE_SET_UNKNOWN: featureSet=v9");
  }

  @Test
  void trainsAndRegistersAModelWithSkill() {
    TrainBaseline.Result result =
        TrainBaseline.run(
            new JdbcFeatureSource(server.jdbcUrl(), new Properties()),
            new TrainBaseline.Request(
                FeatureQuery.all("v1"),
                LabelOptions.DEFAULT,
                BaselineOptions.DEFAULT,
                folder.resolve("registry"),
                "baseline",
                "test",
                "Apache-2.0",
                Instant.parse("2026-01-02T03:04:05Z"),
                0));
    assertThat(result.card().featureNames()).hasSize(65).doesNotContain("f0").contains("f65");
    assertThat(result.test().hasSkill()).isTrue();
    assertThat(result.test().auc()).isBetween(0.8, 0.95);
    assertThat(result.exportError()).isLessThan(1e-6);
  }

  @Test
  void anUnreachableServerIsACodedError() {
    JdbcFeatureSource source =
        new JdbcFeatureSource(
            "jdbc:clickhouse://127.0.0.1:1/default?user=default&socket_timeout=2000"
                + "&clickhouse_setting_async_insert=0",
            new Properties());
    assertThatThrownBy(() -> source.names("v1"))
        .hasMessageStartingWith("DATASET_READ_FAILED: table=feature_catalogue");
  }
}
