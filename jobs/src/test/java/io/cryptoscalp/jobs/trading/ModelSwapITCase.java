package io.cryptoscalp.jobs.trading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cryptoscalp.engine.event.ModelCommand;
import io.cryptoscalp.engine.features.FeatureCatalogue;
import io.cryptoscalp.engine.features.FeatureOptions;
import io.cryptoscalp.gateway.publish.MessageSource;
import io.cryptoscalp.jobs.results.ClickHouseAddress;
import io.cryptoscalp.jobs.results.FeatureCatalogueTable;
import io.cryptoscalp.jobs.results.Migrations;
import io.cryptoscalp.jobs.results.ResultsJob;
import io.cryptoscalp.jobs.results.ResultsJobConfig;
import io.cryptoscalp.jobs.runtime.clickhouse.EmbeddedClickHouse;
import io.cryptoscalp.jobs.runtime.flink.LocalFlink;
import io.cryptoscalp.models.dataset.FeatureQuery;
import io.cryptoscalp.models.dataset.JdbcFeatureSource;
import io.cryptoscalp.models.dataset.LabelOptions;
import io.cryptoscalp.models.registry.ControlJson;
import io.cryptoscalp.models.training.BaselineOptions;
import io.cryptoscalp.models.training.TrainBaseline;
import java.nio.charset.StandardCharsets;
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
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From frames to features to a model to predictions, with both jobs running all the while. */
class ModelSwapITCase {
  @TempDir Path folder;

  @Test
  void aModelTrainedOnThePipelinesFeaturesGoesLiveAndABrokenOneDoesNot() throws Exception {
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
      JobClient trading = rig.start(flink, Map.of("start", "earliest"));
      JobClient results = startResults(rig, flink, clickHouse);
      MessageSource market =
          TradingRig.synthetic(11, 100, "BTCUSDT-PERP.BINANCE", "ETHUSDT-PERP.BINANCE");
      rig.publish(market, Duration.ofMinutes(4), Duration.ZERO);
      await()
          .atMost(Duration.ofSeconds(90))
          .until(() -> count(clickHouse, "SELECT count() FROM features FINAL") > 1500);

      TrainBaseline.Result trained = train(clickHouse, catalogue);
      ModelCommand good = trained.command();
      rig.send("control", ControlJson.encode(tampered(good)));
      rig.send("control", trained.commandJson().getBytes(StandardCharsets.UTF_8));
      rig.send("control", "no command at all".getBytes(StandardCharsets.UTF_8));
      rig.publish(market, Duration.ofMinutes(1), Duration.ZERO);

      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> count(clickHouse, "SELECT count() FROM predictions FINAL WHERE valid") > 100);
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () ->
                  assertThat(
                          text(
                              clickHouse,
                              "SELECT arrayStringConcat(arraySort(groupUniqArray(concat(command_id,"
                                  + " ' ', outcome, ' ', splitByChar(':', code)[1]))), ', ')"
                                  + " FROM model_events FINAL"))
                      .contains("tampered REJECTED MODEL_CHECKSUM_MISMATCH")
                      .contains(good.commandId() + " ACTIVATED"));
      assertThat(
              text(
                  clickHouse,
                  "SELECT arrayStringConcat(groupUniqArray(model_version), ',') FROM predictions"
                      + " FINAL WHERE valid"))
          .isEqualTo(good.version());
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  count(
                          clickHouse,
                          "SELECT count() FROM dead_letters FINAL WHERE topic = 'control'")
                      == 1);
      trading.cancel().get();
      results.cancel().get();
    }
  }

  private TrainBaseline.Result train(EmbeddedClickHouse clickHouse, FeatureCatalogue catalogue) {
    return TrainBaseline.run(
        new JdbcFeatureSource(clickHouse.jdbcUrl(), new Properties()),
        new TrainBaseline.Request(
            FeatureQuery.all(catalogue.setId()),
            // A second ahead, so that both directions occur in every phase of the market.
            new LabelOptions(1_000_000_000L, 500_000_000L, 0, 0, 0.9),
            BaselineOptions.DEFAULT,
            folder.resolve("models"),
            "baseline",
            "test",
            "Apache-2.0",
            Instant.ofEpochSecond(1_700_000_000),
            0));
  }

  private static ModelCommand tampered(ModelCommand good) {
    return new ModelCommand(
        "tampered", good.kind(), good.model(), good.version(), good.uri(), "0".repeat(64), 0);
  }

  private static JobClient startResults(
      TradingRig rig, LocalFlink flink, EmbeddedClickHouse clickHouse) throws Exception {
    StreamExecutionEnvironment env = flink.environment(rig.jobOptions(1));
    Map<String, String> config =
        Map.of(
            "kafka.bootstrap",
            rig.bootstrap(),
            "clickhouse.url",
            clickHouse.jdbcUrl(),
            "start",
            "earliest");
    ResultsJob.build(env, ResultsJobConfig.fromMap(config, Map.of()));
    return env.executeAsync(ResultsJob.NAME);
  }

  private static long count(EmbeddedClickHouse clickHouse, String sql) throws SQLException {
    return Long.parseLong(text(clickHouse, sql));
  }

  private static String text(EmbeddedClickHouse clickHouse, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(clickHouse.jdbcUrl());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
