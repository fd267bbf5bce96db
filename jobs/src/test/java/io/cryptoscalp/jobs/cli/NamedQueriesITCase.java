package io.cryptoscalp.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Do the named queries answer rightly? On a few rows small enough to compute every answer by hand;
 * each row is written twice, as after a restart, and must count once.
 */
class NamedQueriesITCase {
  /** 2023-11-14T22:13:20Z in ns, without the last nine digits. */
  private static final long SECOND = 1_700_000_000L;

  private static final String BTC = "'BTC-PERP'";

  @TempDir static Path folder;

  private static QueriedDatabase database;

  @BeforeAll
  static void fill() throws Exception {
    database = QueriedDatabase.start(folder);
    for (int i = 0; i < 2; i++) {
      market();
      trading();
      operations();
    }
  }

  private static void market() {
    String trade = "(" + BTC + ", %d, true, %s, %s, '%s', " + SECOND + "%03d000000, 0, %d)";
    insert(
        "trades",
        String.format(trade, 1, "100", "2", "BUY", 0, 1),
        String.format(trade, 2, "101", "1", "SELL", 100, 2),
        "(" + BTC + ", 3, false, 102, 1, 'BUY', " + ns(60) + ", 0, 3)");
    insert("bars", "(" + BTC + ", 'time-1s', 1, " + ns(1) + ", 1, 2, 1, 2, 3, 4, 1, 2, 2)");
    // Middle prices: 100 at 0 s, 102 at 10 s, 101 at 20 s.
    insert(
        "features", features(0, 1, 99, 101), features(10, 2, 101, 103), features(20, 3, 100, 102));
    insert(
        "feature_catalogue",
        "('v1', 0, 'spread', 'quote', 'tick', 'd', 'bp', '0..', '1', 0, 'quotes', 's')",
        "('v1', 1, 'ofi', 'quote', 'tick', 'd', '1', '', '1', 0, 'quotes', 's')");
    insert(
        "regimes",
        "(" + BTC + ", " + ns(5) + ", 1, 0, 'NORMAL', 'CRASH', 0.9, 'fell', [0.1, 0.9], [1])",
        "(" + BTC + ", " + ns(15) + ", 2, 0, 'CRASH', 'RECOVERY', 0.8, 'rose', [], [])");
    insert(
        "regime_intervals",
        "(" + BTC + ", 'consensus', 'NORMAL', " + ns(1) + ", " + ns(5) + ", 1, 1, 'calm')",
        "(" + BTC + ", 'consensus', 'CRASH', " + ns(5) + ", " + ns(15) + ", 0.9, 2, 'fell')",
        "(" + BTC + ", 'consensus', 'RECOVERY', " + ns(15) + ", 0, 0.8, 2, 'rose')");
    insert(
        "predictions",
        "(" + BTC + ", " + ns(0) + ", 0, 1, 'm', '1', 0.75, true, 0.5, 0.1, 1, '')",
        "(" + BTC + ", " + ns(10) + ", 0, 2, 'm', '1', 0.7, true, 0.5, 0.1, 1, '')",
        "(" + BTC + ", " + ns(10) + ", 0, 2, 'n', '1', 0.5, false, 0.5, 0.1, 1, '')");
  }

  private static String features(int second, int sequence, int bid, int ask) {
    return String.format(
        "(%s, %d, 0, %d, 'v1', %d, %d, [1.5, %d], [3], 'NORMAL', 1, true)",
        BTC, ns(second), sequence, bid, ask, second);
  }

  private static void trading() {
    String decision =
        "('%s', 'i-%s', 'a', 's', " + BTC + ", %s, '%s', '%s', '%s', '%s', 2, %d, 0, 1)";
    insert(
        "decisions",
        String.format(decision, "d1", "1", "true", "all", "", "", "", ns(2)),
        String.format(
            decision, "d2", "2", "false", "position", "max", "POSITION_LIMIT: n=1", "n=1", ns(3)),
        String.format(
            decision, "d3", "3", "false", "position", "max", "POSITION_LIMIT: n=2", "n=2", ns(4)),
        String.format(
            decision, "d4", "4", "false", "model", "health", "MODEL_STALE: s=9", "s=9", ns(4)));
    String order =
        "('%s', '%s', 'a', 's', " + BTC + ", '%s', '%s', 0, %d, 2, %s, 'i-1', '%s', 'r', %d, 0)";
    insert(
        "orders",
        String.format(order, "o1", "NEW", "BUY", "MARKET", 0, "false", "", ns(2)),
        String.format(order, "o2", "NEW", "SELL", "STOP_MARKET", 90, "true", "o1", ns(2)));
    String fill = "('%s', '%s', 'a', 's', " + BTC + ", '%s', '%s', %d, %d, %d, 0, %s, %s, '', %d)";
    // Bought 2 at 101 with the middle at 100 (100 bp worse), sold 2 at 103.
    insert(
        "fills",
        String.format(fill, "r0", "o1", "BUY", "NEW", 0, 0, 0, "0", "false", ns(2)),
        String.format(fill, "r1", "o1", "BUY", "FILLED", 2, 101, 2, "0.202", "false", ns(3)),
        String.format(fill, "r2", "o2", "SELL", "FILLED", 2, 103, 2, "0.206", "true", ns(12)));
    String position = "('%s', 'a', 's', " + BTC + ", %d, %d, %d, %s, %s, %s, 0, %s, '%s', %d)";
    // Profit after costs: -2.202 at 3 s (NORMAL), 3.592 at 12 s (CRASH), 1.592 at 78 s (RECOVERY).
    insert(
        "positions",
        String.format(position, "p1", 2, 101, 100, "0", "-2", "0.202", "997.798", "fill", ns(3)),
        String.format(position, "p2", 0, 0, 103, "4", "0", "0.408", "1003.592", "fill", ns(12)),
        String.format(
            position, "p3", -1, 101, 103, "4", "-2", "0.408", "1001.592", "mark", ns(78)));
  }

  private static void operations() {
    insert(
        "dead_letters",
        "('t', 0, 1, 'PRICE_ZERO', 'p=0', 'k', 'trade', " + ns(1) + ", 'AQI=', 2)",
        "('t', 0, 2, 'PRICE_ZERO', 'p=00', 'k', 'trade', " + ns(2) + ", 'AQID', 3)",
        "('t', 1, 1, 'FRAME_TRUNCATED', '', 'k', 'depth', " + ns(1) + ", '', 0)");
    insert(
        "feed_faults",
        "(" + BTC + ", 'BOOK_GAP', 'a', 'depth', " + ns(1) + ", 0, 1)",
        "(" + BTC + ", 'BOOK_GAP', 'b', 'depth', " + ns(2) + ", 0, 2)");
    insert(
        "ingest_counts",
        "(" + BTC + ", 'depth', " + ns(0) + ", 40, 1, 50)",
        "(" + BTC + ", 'depth', " + ns(10) + ", 19, 0, 80)",
        "(" + BTC + ", 'depth', " + ns(10) + ", 19, 0, 80)",
        "(" + BTC + ", 'trade', " + ns(0) + ", 9, 0, 50)");
    insert(
        "stage_latency",
        "('d1', " + BTC + ", 1, 10, 20, 30, 60, " + ns(1) + ")",
        "('d2', " + BTC + ", 2, 12, 22, 36, 70, " + ns(2) + ")");
  }

  @AfterAll
  static void stop() {
    if (database != null) {
      database.close();
    }
  }

  @Test
  void profitByRegime() {
    assertThat(ask("profit_by_regime"))
        .containsExactly("CRASH|5.794|1|1", "RECOVERY|-2|0|1", "NORMAL|-2.202|1|1");
    assertThat(ask("profit_by_regime", "account", "nobody")).isEmpty();
  }

  @Test
  void rejectReasons() {
    assertThat(ask("reject_reasons"))
        .containsExactly(
            "position|max|POSITION_LIMIT|2|66.67|n=2", "model|health|MODEL_STALE|1|33.33|s=9");
  }

  @Test
  void latencyByStage() {
    assertThat(ask("latency_by_stage"))
        .containsExactly(
            "1 kafka|2|12|12|12|12|12",
            "2 instrument|2|22|22|22|22|22",
            "3 decision|2|36|36|36|36|36",
            "4 total|2|70|70|70|70|70");
  }

  @Test
  void featuresAtAMoment() {
    assertThat(ask("features_at", "instrument", "BTC-PERP", "at", "2023-11-14 22:13:35"))
        .containsExactly(
            "2023-11-14 22:13:30.000000000|0|spread|1.5|bp|1",
            "2023-11-14 22:13:30.000000000|1|ofi|10|1|1");
    assertThat(ask("features_at", "instrument", "BTC-PERP").get(1)).contains("|ofi|20|");
    assertThat(ask("features_at", "instrument", "BTC-PERP", "at", "2020-01-01 00:00:00")).isEmpty();
    assertThatThrownBy(() -> ask("features_at", "at", "yesterday or so"))
        .isInstanceOf(CliException.class);
  }

  @Test
  void aFeatureOverADay() {
    assertThat(ask("feature_over_day", "feature", "ofi", "instrument", "BTC-PERP", "seconds", "15"))
        .containsExactly(
            "2023-11-14 22:13:15.000000000|0|0|0", "2023-11-14 22:13:30.000000000|20|10|20");
    assertThat(
            ask(
                "feature_over_day",
                "feature",
                "spread",
                "instrument",
                "BTC-PERP",
                "day",
                "2023-11-14"))
        .containsExactly("2023-11-14 22:13:00.000000000|1.5|1.5|1.5");
    assertThat(
            ask(
                "feature_over_day",
                "feature",
                "spread",
                "instrument",
                "BTC-PERP",
                "day",
                "2023-11-13"))
        .isEmpty();
    assertThat(ask("feature_over_day", "feature", "none", "instrument", "BTC-PERP")).isEmpty();
    assertThatThrownBy(() -> ask("feature_over_day", "day", "yesterday or so"))
        .isInstanceOf(CliException.class);
  }

  @Test
  void slippage() {
    // Notional 202 + 206; shortfall 2 * (101 - 100) - 2 * (103 - 100); fees 0.408.
    assertThat(ask("slippage")).containsExactly("s|2|408|-98.0392|10|-88.0392|0.5");
  }

  @Test
  void tradesPerMinute() {
    assertThat(ask("trades_per_minute", "instrument", "BTC-PERP"))
        .containsExactly("2023-11-14 22:14:00|1|1|102|1", "2023-11-14 22:13:00|2|3|301|0.3333");
    assertThat(ask("trades_per_minute", "instrument", "BTC-PERP", "minutes", "1")).hasSize(1);
  }

  @Test
  void framesByStream() {
    assertThat(ask("frames_by_stream", "instrument", "BTC-PERP"))
        .containsExactly(
            "BTC-PERP|depth|59|1|3|2023-11-14 22:13:20.000000000|2023-11-14 22:13:40.000000000",
            "BTC-PERP|trade|9|0|0.9|2023-11-14 22:13:20.000000000|2023-11-14 22:13:30.000000000");
  }

  @Test
  void deadLettersAndFaults() {
    assertThat(ask("dead_letters_by_reason"))
        .containsExactly(
            "t|trade|PRICE_ZERO|2|5|2023-11-14 22:13:21.000000000|2023-11-14"
                + " 22:13:22.000000000|p=00|0:2",
            "t|depth|FRAME_TRUNCATED|1|0|2023-11-14 22:13:21.000000000|2023-11-14"
                + " 22:13:21.000000000||1:1");
    assertThat(ask("feed_faults"))
        .containsExactly(
            "BTC-PERP|depth|BOOK_GAP|2|2023-11-14 22:13:21.000000000|2023-11-14"
                + " 22:13:22.000000000|b");
  }

  @Test
  void regimeTimeline() {
    assertThat(ask("regime_timeline", "instrument", "BTC-PERP"))
        .containsExactly(
            "2023-11-14 22:13:21.000000000||NORMAL|1|4|calm",
            "2023-11-14 22:13:25.000000000|NORMAL|CRASH|0.9|10|fell",
            "2023-11-14 22:13:35.000000000|CRASH|RECOVERY|0.8|null|rose");
  }

  @Test
  void equityAndPositions() {
    assertThat(ask("equity_curve"))
        .containsExactly(
            "a|2023-11-14 22:13:00|1003.592|0", "a|2023-11-14 22:14:00|1001.592|0.1993");
    assertThat(ask("open_positions"))
        .containsExactly("a|s|BTC-PERP|-1|101|103|-2|4|2023-11-14 22:14:38.000000000");
  }

  @Test
  void modelCalibration() {
    // 0.75 and the middle rose from 100 to 102; 0.7 and it fell from 102 to 101.
    assertThat(ask("model_calibration")).containsExactly("m|1|0.7|2|0.725|0.5|50.9804|0.27625");
  }

  @Test
  void orderLifecycle() {
    List<String> steps = ask("order_lifecycle", "client_order_id", "o1");

    assertThat(
            steps.stream()
                .map(step -> step.split("\\|", -1))
                .map(c -> c[1] + " " + c[2] + " " + c[3]))
        .containsExactly(
            "decision d1 ACCEPTED",
            "order o1 NEW",
            "order o2 NEW",
            "report r0 NEW",
            "report r1 FILLED",
            "report r2 FILLED");
    assertThat(ask("order_lifecycle", "client_order_id", "nobody")).isEmpty();
  }

  @Test
  void countsByStream() {
    assertThat(ask("counts_by_stream").stream().map(row -> row.substring(0, row.indexOf("|2023"))))
        .containsExactly(
            "BTC-PERP|aggTrade|2",
            "BTC-PERP|bar time-1s|1",
            "BTC-PERP|fault depth BOOK_GAP|2",
            "BTC-PERP|features v1|3",
            "BTC-PERP|prediction m 1|2",
            "BTC-PERP|prediction n 1|1",
            "BTC-PERP|regime|2",
            "BTC-PERP|trade|1");
  }

  @Test
  void strategyPerformance() {
    assertThat(ask("strategy_performance"))
        .containsExactly("s|BTC-PERP|2|2|408|0.408|1.592|39.0196");
  }

  @Test
  void parametersAreValuesAndNeverSql() {
    assertThat(ask("reject_reasons", "account", "' OR '1'='1")).isEmpty();
    assertThat(ask("reject_reasons", "account", "x'; DROP TABLE decisions; --")).isEmpty();
    assertThatThrownBy(() -> ask("trades_per_minute", "minutes", "1 UNION ALL SELECT 1"))
        .isInstanceOf(CliException.class);
    assertThat(ask("reject_reasons")).hasSize(2);
  }

  @Test
  void everyQueryHasATitleAndDefaultsForItsParameters() {
    assertThat(database.queries()).hasSizeGreaterThanOrEqualTo(10);
    database
        .queries()
        .forEach(
            (name, text) -> {
              assertThat(NamedQueries.title(text)).as(name).contains("?");
              database.ask(name);
            });
  }

  private static long ns(int second) {
    return (SECOND + second) * 1_000_000_000L;
  }

  private static void insert(String table, String... rows) {
    database.insert(table, rows);
  }

  private static List<String> ask(String name, String... parameters) {
    return database.ask(name, parameters);
  }
}
