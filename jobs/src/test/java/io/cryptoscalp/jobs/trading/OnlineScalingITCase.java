package io.cryptoscalp.jobs.trading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cryptoscalp.engine.features.FeatureCatalogue;
import io.cryptoscalp.engine.features.FeatureOptions;
import io.cryptoscalp.engine.scaling.ScalerKind;
import io.cryptoscalp.engine.scaling.ScalerOptions;
import io.cryptoscalp.gateway.publish.MessageSource;
import io.cryptoscalp.jobs.results.ClickHouseAddress;
import io.cryptoscalp.jobs.results.FeatureCatalogueTable;
import io.cryptoscalp.jobs.results.Migrations;
import io.cryptoscalp.jobs.results.ResultsJob;
import io.cryptoscalp.jobs.results.ResultsJobConfig;
import io.cryptoscalp.jobs.runtime.clickhouse.EmbeddedClickHouse;
import io.cryptoscalp.jobs.runtime.flink.LocalFlink;
import io.cryptoscalp.models.dataset.FeatureQuery;
import io.cryptoscalp.models.dataset.FeatureRow;
import io.cryptoscalp.models.dataset.JdbcFeatureSource;
import io.cryptoscalp.models.dataset.LabelOptions;
import io.cryptoscalp.models.registry.ControlJson;
import io.cryptoscalp.models.scaling.OnlineScaledSource;
import io.cryptoscalp.models.scoring.FeatureLayout;
import io.cryptoscalp.models.scoring.ScoringSession;
import io.cryptoscalp.models.training.BaselineOptions;
import io.cryptoscalp.models.training.TrainBaseline;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Does the running job give a model the scaled vectors that training replays from what it stored?
 */
class OnlineScalingITCase {
  private static final ScalerOptions SCALING = new ScalerOptions(ScalerKind.ROBUST, 8, 50, 200);

  @TempDir Path folder;

  @Test
  void everyPredictionIsThatOfTheReplayedVector() throws Exception {
    try (TradingRig rig = new TradingRig(folder.resolve("rig"));
        EmbeddedClickHouse clickHouse =
            new EmbeddedClickHouse(folder.resolve("clickhouse"), folder.resolve("log"), 0);
        LocalFlink flink = new LocalFlink(new Configuration(), 4, 0, 0)) {
      clickHouse.start();
      FeatureCatalogue catalogue = FeatureCatalogue.of(FeatureOptions.defaults());
      try (Connection connection = new ClickHouseAddress(clickHouse.jdbcUrl(), "", "").connect()) {
        Migrations.bundled().apply(connection);
        FeatureCatalogueTable.write(connection, catalogue);
      }
      JobClient trading =
          rig.start(
              flink,
              Map.of(
                  "start", "earliest",
                  "scaling", "robust",
                  "scaling.min-samples", "50",
                  "scaling.half-life", "200"));
      StreamExecutionEnvironment results = flink.environment(rig.jobOptions(1));
      ResultsJob.build(
          results,
          ResultsJobConfig.fromMap(
              Map.of(
                  "kafka.bootstrap", rig.bootstrap(),
                  "clickhouse.url", clickHouse.jdbcUrl(),
                  "start", "earliest"),
              Map.of()));
      JobClient storing = results.executeAsync(ResultsJob.NAME);
      MessageSource market =
          TradingRig.synthetic(11, 100, "BTCUSDT-PERP.BINANCE", "ETHUSDT-PERP.BINANCE");
      rig.publish(market, Duration.ofMinutes(4), Duration.ZERO);
      await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> count(clickHouse, "SELECT count() FROM features FINAL") > 1500);

      TrainBaseline.Result trained = train(clickHouse, catalogue);
      rig.send("control", ControlJson.encode(trained.command()));
      rig.publish(market, Duration.ofMinutes(1), Duration.ZERO);
      await()
          .atMost(Duration.ofMinutes(2))
          .until(
              () ->
                  count(clickHouse, "SELECT count() FROM predictions FINAL WHERE valid") > 100
                      && count(clickHouse, "SELECT count() FROM predictions FINAL")
                          == count(clickHouse, "SELECT count() FROM features FINAL"));
      trading.cancel().get();
      storing.cancel().get();

      Map<String, Double> replayed = replay(clickHouse, catalogue, trained);
      Map<String, Double> served = predictions(clickHouse);
      assertThat(served).hasSizeGreaterThan(100);
      served.forEach((row, probability) -> assertThat(replayed).containsEntry(row, probability));
    }
  }

  private TrainBaseline.Result train(EmbeddedClickHouse clickHouse, FeatureCatalogue catalogue) {
    return TrainBaseline.run(
        new JdbcFeatureSource(clickHouse.jdbcUrl(), new Properties()),
        new TrainBaseline.Request(
            FeatureQuery.all(catalogue.setId()),
            // A second ahead, so that both directions occur in every phase of the market.
            new LabelOptions(1_000_000_000L, 500_000_000L, 0, 0, 0.8),
            BaselineOptions.DEFAULT,
            folder.resolve("models"),
            "baseline",
            "test",
            "Apache-2.0",
            Instant.ofEpochSecond(1_700_000_000),
            0,
            SCALING));
  }

  /** Answers of the model to what was stored, scaled as training scaled it. */
  private static Map<String, Double> replay(
      EmbeddedClickHouse clickHouse, FeatureCatalogue catalogue, TrainBaseline.Result trained) {
    JdbcFeatureSource stored = new JdbcFeatureSource(clickHouse.jdbcUrl(), new Properties());
    FeatureLayout layout =
        new FeatureLayout(catalogue.setId(), stored.names(catalogue.setId()), SCALING.describe());
    Map<String, Double> answers = new TreeMap<>();
    try (ScoringSession session =
        ScoringSession.open(trained.folder(), trained.card().sha256(), layout, 1)) {
      new OnlineScaledSource(stored, SCALING)
          .read(
              FeatureQuery.all(catalogue.setId()),
              row -> {
                if (isComplete(row, session.positions())) {
                  assertThat(session.put(0, row.values())).isTrue();
                  session.run(1);
                  answers.put(row.instrument() + " " + row.sequence(), session.probabilityUp(0));
                }
              });
    }
    return answers;
  }

  private static boolean isComplete(FeatureRow row, int[] positions) {
    for (int position : positions) {
      if (!row.isValid(position)) {
        return false;
      }
    }
    return true;
  }

  /** Valid predictions of healthy books; what is stored of others is not replayed. */
  private static Map<String, Double> predictions(EmbeddedClickHouse clickHouse)
      throws SQLException {
    Map<String, Double> predictions = new TreeMap<>();
    try (Connection connection = DriverManager.getConnection(clickHouse.jdbcUrl());
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT instrument, sequence, probability_up FROM predictions FINAL WHERE valid"
                    + " AND (instrument, sequence) IN (SELECT instrument, sequence FROM features"
                    + " WHERE book_healthy)")) {
      while (rows.next()) {
        predictions.put(rows.getString(1) + " " + rows.getLong(2), rows.getDouble(3));
      }
    }
    return predictions;
  }

  private static long count(EmbeddedClickHouse clickHouse, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(clickHouse.jdbcUrl());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
