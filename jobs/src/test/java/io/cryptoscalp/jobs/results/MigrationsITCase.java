package io.cryptoscalp.jobs.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.operators.results.Column;
import io.cryptoscalp.operators.results.ResultTable;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does ClickHouse accept the schema, and is it the one that rows are written for? */
class MigrationsITCase {
  private static final Set<String> TIMES =
      Set.of(
          "event_time_ns",
          "close_time_ns",
          "start_time_ns",
          "receive_time_ns",
          "decided_at_ns",
          "interval_start_ns",
          "exit_time_ns",
          "time_ns",
          "last_time_ns");

  @TempDir static Path folder;

  private static TestClickHouse clickHouse;

  @BeforeAll
  static void start() {
    clickHouse = TestClickHouse.start(folder);
  }

  @AfterAll
  static void stop() {
    if (clickHouse != null) {
      clickHouse.close();
    }
  }

  @BeforeEach
  void empty() throws SQLException {
    for (String table :
        clickHouse.rows("SELECT name FROM system.tables WHERE database = currentDatabase()")) {
      clickHouse.execute("DROP TABLE `" + table + "`");
    }
  }

  @Test
  void tablesHaveTheColumnsThatRowsAreWrittenFor() throws Exception {
    clickHouse.migrate(Migrations.bundled());

    for (ResultTable table : ResultTable.values()) {
      List<String> expected =
          table.columns().stream()
              .map(column -> column.name() + "|" + column.type().clickHouse())
              .toList();
      assertThat(
              clickHouse.rows(
                  "SELECT name, type FROM system.columns WHERE database = currentDatabase()"
                      + " AND table = '"
                      + table.tableName()
                      + "' AND default_kind = '' ORDER BY position"))
          .as(table.tableName())
          .isEqualTo(expected);
    }
  }

  @Test
  void vectorsOutliveTheNewGranulesAndLaterOnesAreTurnedOnTheirSide() throws Exception {
    Map<String, String> before = new TreeMap<>(SqlFiles.read("migrations"));
    before.keySet().removeIf(name -> name.compareTo("V008") >= 0);
    clickHouse.migrate(Migrations.of(before));
    String insert =
        "INSERT INTO features (instrument, event_time_ns, receive_time_ns, sequence, feature_set,"
            + " best_bid, best_ask, values, valid, regime, regime_confidence, book_healthy)"
            + " VALUES ('X', %d, 1, %d, 'v1', 1, 2, [1.5, 0, 3], [5], 'NORMAL', 1, true)";
    clickHouse.execute(insert.formatted(1_700_000_000_000_000_000L, 1));
    clickHouse.execute(insert.formatted(1_703_000_000_000_000_000L, 2));

    clickHouse.migrate(Migrations.bundled());

    assertThat(clickHouse.rows("SELECT instrument, sequence, values FROM features ORDER BY 2"))
        .containsExactly("X|1|[1.5, 0.0, 3.0]", "X|2|[1.5, 0.0, 3.0]");
    assertThat(
            clickHouse.rows(
                "SELECT engine_full LIKE '%index_granularity = 512%' FROM system.tables"
                    + " WHERE database = currentDatabase() AND name = 'features'"))
        .containsExactly("1");
    clickHouse.execute(insert.formatted(1_700_000_000_250_000_000L, 3));
    clickHouse.execute(insert.formatted(1_700_000_000_250_000_000L, 3));
    assertThat(
            clickHouse.rows(
                "SELECT position, event_time_ns, value FROM feature_series_final"
                    + " WHERE instrument = 'X' ORDER BY position"))
        .containsExactly("0|1700000000250000000|1.5", "2|1700000000250000000|3.0");
  }

  @Test
  void changesOfRegimeBecomeIntervalsAndLaterRowsCloseThem() throws Exception {
    Map<String, String> before = new TreeMap<>(SqlFiles.read("migrations"));
    before.keySet().removeIf(name -> name.compareTo("V010") >= 0);
    clickHouse.migrate(Migrations.of(before));
    String change = "INSERT INTO regimes VALUES ('%s', %d, %d, 'NORMAL', '%s', 0.9, 'fell')";
    for (int i = 0; i < 2; i++) {
      clickHouse.execute(change.formatted("X", 1_700_000_000_000_000_000L, 1, "CRASH"));
    }
    clickHouse.execute(change.formatted("X", 1_703_000_000_000_000_000L, 2, "RECOVERY"));
    clickHouse.execute(change.formatted("Y", 1_701_000_000_000_000_000L, 7, "TRENDING"));

    clickHouse.migrate(Migrations.bundled());

    String intervals =
        "SELECT scope, detector, label, start_time_ns, end_time_ns, confidence, sequence"
            + " FROM regime_intervals_final ORDER BY scope, start_time_ns";
    assertThat(clickHouse.rows(intervals))
        .containsExactly(
            "X|consensus|CRASH|1700000000000000000|1703000000000000000|0.9|2",
            "X|consensus|RECOVERY|1703000000000000000|0|0.9|2",
            "Y|consensus|TRENDING|1701000000000000000|0|0.9|7");
    assertThat(
            clickHouse.rows(
                "SELECT event_time_ns, length(regime_probabilities) FROM regimes_final"
                    + " WHERE instrument = 'Y'"))
        .containsExactly("1701000000000000000|0");
    String close =
        "INSERT INTO regime_intervals VALUES ('Y', 'consensus', 'TRENDING', 1701000000000000000,"
            + " %d, %s, %d, 'fell')";
    clickHouse.execute(close.formatted(1_701_000_001_000_000_000L, "0.5", 9));
    clickHouse.execute(close.formatted(0, "0.9", 8));
    assertThat(clickHouse.rows(intervals))
        .contains("Y|consensus|TRENDING|1701000000000000000|1701000001000000000|0.5|9");
  }

  @Test
  void changesOfRegimeAtOneFrameAreKeptApartAndThoseBeforeAreTheFirst() throws Exception {
    Map<String, String> before = new TreeMap<>(SqlFiles.read("migrations"));
    before.keySet().removeIf(name -> name.compareTo("V011") >= 0);
    clickHouse.migrate(Migrations.of(before));
    String old =
        "INSERT INTO regimes (instrument, event_time_ns, sequence, from_regime, to_regime)"
            + " VALUES ('X', 1700000000000000000, 7, 'NORMAL', 'BULL_RUN')";
    String oldEffect =
        "INSERT INTO regime_effects (scope, event_time_ns, sequence, from_regime, to_regime)"
            + " VALUES ('X', 1700000000000000000, 7, 'NORMAL', 'BULL_RUN')";
    clickHouse.execute(old);
    clickHouse.execute(oldEffect);

    clickHouse.migrate(Migrations.bundled());

    clickHouse.execute(old);
    String next = "VALUES ('X', 1700000000000000000, 7, 1, 'BULL_RUN', 'CRASH')";
    for (int i = 0; i < 2; i++) {
      clickHouse.execute(
          "INSERT INTO regimes (instrument, event_time_ns, sequence, ordinal, from_regime,"
              + " to_regime) "
              + next);
      clickHouse.execute(
          "INSERT INTO regime_effects (scope, event_time_ns, sequence, ordinal, from_regime,"
              + " to_regime) "
              + next);
    }
    for (String table : List.of("regimes", "regime_effects")) {
      clickHouse.execute("OPTIMIZE TABLE " + table + " FINAL");
      String all = " sequence, ordinal, from_regime, to_regime FROM " + table;
      assertThat(clickHouse.rows("SELECT" + all + " ORDER BY ordinal"))
          .as(table)
          .containsExactly("7|0|NORMAL|BULL_RUN", "7|1|BULL_RUN|CRASH");
      assertThat(clickHouse.rows("SELECT" + all + "_final ORDER BY ordinal")).hasSize(2);
    }
  }

  @Test
  void everyTableAndColumnSaysWhatItIs() throws Exception {
    clickHouse.migrate(Migrations.bundled());

    assertThat(
            clickHouse.rows(
                "SELECT table, name FROM system.columns WHERE database = currentDatabase()"
                    + " AND comment = '' AND table IN (SELECT name FROM system.tables"
                    + " WHERE engine LIKE '%MergeTree')"))
        .isEmpty();
    assertThat(
            clickHouse.rows(
                "SELECT name FROM system.tables WHERE database = currentDatabase()"
                    + " AND comment = ''"))
        .isEmpty();
  }

  @Test
  void noColumnTakesItsValueFromTheClock() throws Exception {
    clickHouse.migrate(Migrations.bundled());

    assertThat(
            clickHouse.rows(
                "SELECT DISTINCT default_kind FROM system.columns"
                    + " WHERE database = currentDatabase() ORDER BY 1"))
        .containsExactly("", "ALIAS");
  }

  @Test
  void aSecondRunDoesNothing() throws Exception {
    List<String> first = clickHouse.migrate(Migrations.bundled());
    List<String> second = clickHouse.migrate(Migrations.bundled());

    assertThat(first).hasSizeGreaterThanOrEqualTo(4).isSorted();
    assertThat(second).isEmpty();
    assertThat(clickHouse.rows("SELECT name FROM schema_migrations FINAL ORDER BY version"))
        .isEqualTo(first);
  }

  @Test
  void rowsCanBeAgedOut() throws Exception {
    clickHouse.migrate(Migrations.bundled());
    for (ResultTable table : ResultTable.values()) {
      String time =
          table.columns().stream()
              .map(Column::name)
              .filter(TIMES::contains)
              .findFirst()
              .orElseThrow();
      clickHouse.execute(
          "ALTER TABLE "
              + table.tableName()
              + " MODIFY TTL toDateTime(intDiv("
              + time
              + ", 1000000000)) + INTERVAL 90 DAY");
    }
    clickHouse.execute("ALTER TABLE features MODIFY SETTING ttl_only_drop_parts = 1");
    clickHouse.execute(
        "INSERT INTO feed_faults (instrument, event_time_ns) VALUES ('old', 1000000000),"
            + " ('future', 4000000000000000000)");
    clickHouse.execute("OPTIMIZE TABLE feed_faults FINAL");

    assertThat(clickHouse.rows("SELECT instrument FROM feed_faults")).containsExactly("future");
  }

  @Test
  void aNewFileIsAppliedOnTopOfTheOld() throws Exception {
    String one = "CREATE TABLE IF NOT EXISTS a (x Int64) ENGINE = MergeTree ORDER BY x;";
    String two = "ALTER TABLE a ADD COLUMN IF NOT EXISTS y Int64; INSERT INTO a VALUES (1, 2);";
    clickHouse.migrate(Migrations.of(Map.of("V001__a.sql", one)));

    assertThat(clickHouse.migrate(Migrations.of(Map.of("V001__a.sql", one, "V002__b.sql", two))))
        .containsExactly("V002__b.sql");
    assertThat(clickHouse.rows("SELECT x, y FROM a")).containsExactly("1|2");
  }

  @Test
  void aChangedFileIsRefused() throws Exception {
    clickHouse.migrate(Migrations.of(Map.of("V001__a.sql", "SELECT 1;")));

    assertThatThrownBy(() -> clickHouse.migrate(Migrations.of(Map.of("V001__a.sql", "SELECT 2;"))))
        .isInstanceOf(MigrationException.class)
        .hasMessageStartingWith("MIGRATION_CHANGED: version=1 file=V001__a.sql");
  }

  @Test
  void aNewerDatabaseIsRefused() throws Exception {
    clickHouse.migrate(
        Migrations.of(Map.of("V001__a.sql", "SELECT 1;", "V002__b.sql", "SELECT 1;")));

    assertThatThrownBy(() -> clickHouse.migrate(Migrations.of(Map.of("V001__a.sql", "SELECT 1;"))))
        .hasMessage("MIGRATION_UNKNOWN: version=2 file=V002__b.sql");
  }

  @Test
  void aFailedFileIsNotNotedAndRunsAgain() throws Exception {
    String table = "CREATE TABLE IF NOT EXISTS a (x Int64) ENGINE = MergeTree ORDER BY x;";
    Migrations broken = Migrations.of(Map.of("V001__a.sql", table + "SELECT nonsense;"));
    assertThatThrownBy(() -> clickHouse.migrate(broken))
        .hasMessage("MIGRATION_FAILED: file=V001__a.sql statement=2");

    assertThat(clickHouse.migrate(Migrations.of(Map.of("V001__a.sql", table))))
        .containsExactly("V001__a.sql");
  }
}
