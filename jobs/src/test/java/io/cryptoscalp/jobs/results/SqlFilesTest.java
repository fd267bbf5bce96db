package io.cryptoscalp.jobs.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Are files cut into the right statements, and addresses completed? */
class SqlFilesTest {
  @Test
  void semicolonsInTextsAndCommentsDoNotCut() {
    String text =
        """
        -- one; comment
        SELECT 'a;b', "c;d", `e;f`, 'it''s; \\'quoted\\';' /* ; */;
        -- only a comment;
        ;;
        SELECT 2 -- no semicolon""";

    assertThat(SqlFiles.statements(text))
        .containsExactly(
            "-- one; comment\nSELECT 'a;b', \"c;d\", `e;f`, 'it''s; \\'quoted\\';' /* ; */",
            "SELECT 2 -- no semicolon");
  }

  @Test
  void nothingIsNoStatement() {
    assertThat(SqlFiles.statements("  \n-- comment\n/* more */ ; ")).isEmpty();
  }

  @Test
  void misnamedAndRepeatedMigrationsAreRefused() {
    assertThatThrownBy(() -> Migrations.of(Map.of("first.sql", "SELECT 1")))
        .hasMessage("MIGRATION_NAME: file=first.sql");
    assertThatThrownBy(
            () -> Migrations.of(Map.of("V001__a.sql", "SELECT 1", "V0001__b.sql", "SELECT 1")))
        .hasMessageStartingWith("MIGRATION_REPEATED: version=1");
  }

  @Test
  void theOutageHorizonIsCoveredByRestarts() {
    ResultsJobConfig config =
        ResultsJobConfig.fromMap(
            Map.of("outage.horizon", "10h", "restart.backoff.max", "30s"),
            Map.of("CLICKHOUSE_URL", "jdbc:clickhouse://h/db", "KAFKA_BOOTSTRAP", "k:1"));

    assertThat(config.restarts()).isEqualTo(10 * 120 + 20);
    assertThat(config.kafkaBootstrap()).isEqualTo("k:1");
    assertThatThrownBy(() -> ResultsJobConfig.fromMap(Map.of("batch.row", "1"), Map.of()))
        .hasMessageStartingWith("CONFIG_UNKNOWN_KEY: key=batch.row");
  }
}
