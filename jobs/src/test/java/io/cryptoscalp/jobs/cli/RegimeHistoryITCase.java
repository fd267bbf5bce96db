package io.cryptoscalp.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Is the regime of a moment and of a span what the intervals say? Each row is written twice, as
 * after a restart, and must count once.
 */
class RegimeHistoryITCase {
  /** 2024-01-01T00:00:00Z in s. */
  private static final long START = 1_704_067_200L;

  private static final String BTC = "BTCUSDT-PERP.BINANCE";

  @TempDir static Path folder;

  private static QueriedDatabase database;

  @BeforeAll
  static void fill() throws Exception {
    database = QueriedDatabase.start(folder);
    for (int i = 0; i < 2; i++) {
      database.insert(
          "regime_intervals",
          interval(BTC, "consensus", "NORMAL", 0, 100, 0.8, 2, "calm"),
          // Opened, then closed: the later row counts, whichever was written last.
          interval(BTC, "consensus", "CRASH", 100, 400, 0.9, 5, "fell"),
          interval(BTC, "consensus", "CRASH", 100, 0, 0.95, 2, "fell"),
          // The row that closes it was lost.
          interval(BTC, "consensus", "RECOVERY", 400, 0, 0.7, 5, "rose"),
          interval(BTC, "consensus", "NORMAL", 700, 0, 0.5, 8, "calm again"),
          interval(BTC, "volatility", "HIGH", 50, 60, 1, 2, ""),
          interval(BTC, "volatility", "LOW", 80, 0, 1, 3, ""),
          interval("BINANCE", "consensus", "NORMAL", 0, 0, 0.6, 1, "most are calm"),
          // Opened and closed by one frame; left in the moment it began for another.
          interval("ETHUSDT-PERP.BINANCE", "trend", "UP", 10, 0, 1, 4, ""),
          interval("ETHUSDT-PERP.BINANCE", "trend", "UP", 10, 20, 1, 4, ""),
          interval("ETHUSDT-PERP.BINANCE", "drawdown", "CALM", 10, 0, 1, 3, ""),
          interval("ETHUSDT-PERP.BINANCE", "drawdown", "CALM", 10, 10, 1, 4, ""),
          interval("ETHUSDT-PERP.BINANCE", "drawdown", "FALLING", 10, 0, 1, 4, ""),
          interval("MARKET", "consensus", "VOLATILE", 200, 0, 0.5, 1, "shares"),
          interval("ETHUSDT-PERP.BINANCE", "consensus", "TRENDING", 0, 1000, 1, 9, "rises"));
    }
  }

  private static String interval(
      String scope,
      String detector,
      String label,
      int from,
      int until,
      double confidence,
      int sequence,
      String reason) {
    return String.format(
        "('%s', '%s', '%s', %d, %d, %s, %d, '%s')",
        scope,
        detector,
        label,
        (START + from) * 1_000_000_000L,
        until == 0 ? 0 : (START + until) * 1_000_000_000L,
        confidence,
        sequence,
        reason);
  }

  @AfterAll
  static void stop() {
    if (database != null) {
      database.close();
    }
  }

  @Test
  void everyDetectorSaysWhichRegimeItWas() {
    assertThat(at("00:05:00"))
        .containsExactly(
            BTC
                + "|consensus|CRASH|0.9|2024-01-01 00:01:40.000000000|2024-01-01"
                + " 00:06:40.000000000|fell",
            BTC + "|volatility|LOW|1|2024-01-01 00:01:20.000000000|null|",
            "BINANCE|consensus|NORMAL|0.6|2024-01-01 00:00:00.000000000|null|most are calm",
            "MARKET|consensus|VOLATILE|0.5|2024-01-01 00:03:20.000000000|null|shares");
    // Between two intervals a detector says nothing, and the market had none yet.
    assertThat(labels(at("00:01:10"))).containsExactly("NORMAL", "NORMAL");
    assertThat(at("00:00:55")).hasSize(3);
  }

  @Test
  void anIntervalHoldsFromItsStartToBeforeItsEnd() {
    assertThat(labels(at("00:01:39.999999999")).get(0)).isEqualTo("NORMAL");
    assertThat(labels(at("00:01:40")).get(0)).isEqualTo("CRASH");
    assertThat(labels(at("00:06:39.999999999")).get(0)).isEqualTo("CRASH");
    assertThat(labels(at("00:06:40")).get(0)).isEqualTo("RECOVERY");
    assertThat(labels(database.ask("regime_at", "instrument", BTC)))
        .containsExactly("NORMAL", "LOW", "NORMAL", "VOLATILE");
    assertThat(database.ask("regime_at", "instrument", BTC, "at", "2023-01-01")).isEmpty();
  }

  @Test
  void rowsOfOneFrameAreToldApart() {
    String eth = "ETHUSDT-PERP.BINANCE";
    assertThat(labels(database.ask("regime_at", "instrument", eth, "at", "2024-01-01 00:00:15")))
        .containsExactly("TRENDING", "FALLING", "UP", "NORMAL");
    assertThat(labels(database.ask("regime_at", "instrument", eth, "at", "2024-01-01 00:00:25")))
        .containsExactly("TRENDING", "FALLING", "NORMAL");
    assertThat(database.ask("regime_timeline", "instrument", eth, "detector", "drawdown"))
        .containsExactly("2024-01-01 00:00:10.000000000||FALLING|1|null|");
  }

  @Test
  void sharesOfASpan() {
    // 50 s and 100 s NORMAL, 300 s CRASH, 300 s RECOVERY, which the next start ends.
    assertThat(span("from", "2024-01-01 00:00:50", "until", "2024-01-01 00:13:20"))
        .containsExactly(
            "consensus|CRASH|300|0.4|0.9|1|3|345.6",
            "consensus|RECOVERY|300|0.4|0.7|1|3|345.6",
            "consensus|NORMAL|150|0.2|0.6|1|3|345.6");
    // All that is known ends at 1,000 s, where the last row of another instrument ends.
    assertThat(span())
        .containsExactly(
            "consensus|NORMAL|400|0.4|0.575|2|3|259.2",
            "consensus|CRASH|300|0.3|0.9|1|3|259.2",
            "consensus|RECOVERY|300|0.3|0.7|1|3|259.2");
    assertThat(span("from", "2024-01-01 00:02:00", "until", "2024-01-01 00:03:00"))
        .containsExactly("consensus|CRASH|60|1|0.9|0|0|0");
    assertThat(span("from", "2025-01-01", "until", "2025-01-01")).isEmpty();
    assertThat(database.ask("regime_over_span", "scope", BTC)).hasSize(5);
    assertThat(database.ask("regime_over_span", "scope", "MARKET"))
        .containsExactly("consensus|VOLATILE|800|1|0.5|1|0|0");
  }

  @Test
  void timeline() {
    assertThat(database.ask("regime_timeline", "instrument", BTC))
        .containsExactly(
            "2024-01-01 00:00:00.000000000||NORMAL|0.8|100|calm",
            "2024-01-01 00:01:40.000000000|NORMAL|CRASH|0.9|300|fell",
            "2024-01-01 00:06:40.000000000|CRASH|RECOVERY|0.7|300|rose",
            "2024-01-01 00:11:40.000000000|RECOVERY|NORMAL|0.5|null|calm again");
    assertThat(
            database.ask("regime_timeline", "instrument", BTC, "detector", "volatility").stream()
                .map(row -> row.split("\\|", -1)[4]))
        .containsExactly("10", "null");
  }

  private static List<String> at(String time) {
    return database.ask("regime_at", "instrument", BTC, "at", "2024-01-01 " + time);
  }

  private static List<String> labels(List<String> rows) {
    return rows.stream().map(row -> row.split("\\|", -1)[2]).toList();
  }

  private static List<String> span(String... fromUntil) {
    String[] parameters = new String[fromUntil.length + 4];
    parameters[0] = "scope";
    parameters[1] = BTC;
    parameters[2] = "detector";
    parameters[3] = "consensus";
    System.arraycopy(fromUntil, 0, parameters, 4, fromUntil.length);
    return database.ask("regime_over_span", parameters);
  }
}
