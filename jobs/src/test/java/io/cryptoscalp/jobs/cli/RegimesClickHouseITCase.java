package io.cryptoscalp.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Are stored bars fitted, and stored trades told apart by the states that were known? */
class RegimesClickHouseITCase {
  private static final long START = 1_704_067_200_000_000_000L;
  private static final int MINUTES = 3000;

  @TempDir static Path folder;

  private static QueriedDatabase database;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void fill() throws Exception {
    database = QueriedDatabase.start(folder);
    for (int i = 0; i < 2; i++) {
      // Each row twice: one that a restarted job has written again counts once.
      database.insert(
          "bars", new PlantedBars("AAA-PERP.X", START, MINUTES, 500, 600, new Random(3)).rows());
      database.insert(
          "positions",
          position(1, "s", 0, 1, 100),
          position(2, "s", 30, 3, 200),
          position(3, "s", 30, 4, 300),
          position(4, "s", 10, 5, 400),
          position(5, "r", 7, 2, 500));
    }
  }

  @AfterAll
  static void stop() {
    if (database != null) {
      database.close();
    }
  }

  /** A position after a fill: what it has realised and paid so far. */
  private static String position(int id, String strategy, int realised, int fees, int minute) {
    return String.format(
        "('p%d', 'a', '%s', 'AAA-PERP.X', 1, 100, 100, %d, 0, %d, 0, 1000, 'fill', %d)",
        id, strategy, realised, fees, START + minute * PlantedBars.MINUTE + 1);
  }

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    Map<String, String> environment =
        Map.of(
            "CRYPTOSCALP_DATA_DIR", folder.resolve("data").toString(),
            "CLICKHOUSE_URL", database.jdbcUrl());
    CommandLine line = Main.commandLine(new Main(environment));
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }

  @Test
  void fitsAndReportsWhatIsStored() throws Exception {
    int code =
        run(
            "regimes",
            "fit",
            "--json",
            "--clickhouse",
            "--instruments",
            "AAA-PERP.X,NONE.X",
            "--return-only",
            "--states",
            "2",
            "--restarts",
            "4");
    assertThat(code).as(out + " " + err).isEqualTo(ExitCodes.CONFIGURATION);
    String[] lines = out.toString().split("\n", -1);
    JsonNode fitted = Json.MAPPER.readTree(lines[0]);
    // A hundred minutes lack; the first has no return, and nor has the one after them.
    assertThat(fitted.path("observations").asInt()).isEqualTo(MINUTES - 100 - 2);
    assertThat(fitted.path("model").asText()).isEqualTo("regime-AAA-PERP.X");
    assertThat(Json.MAPPER.readTree(lines[1]).path("error").asText())
        .isEqualTo("CANDLES_MISSING: name=NONE.X candles=0 expected=2 or more bars=time-1m");

    code =
        run(
            "regimes",
            "report",
            "--json",
            "--clickhouse",
            "--instruments",
            "AAA-PERP.X",
            "--trades",
            "AAA-PERP.X",
            "--rows");
    assertThat(code).as(err.toString()).isEqualTo(ExitCodes.OK);
    JsonNode report = Json.MAPPER.readTree(out.toString());
    assertThat(report.path("dataHash").asText()).isEqualTo(report.path("fittedTo").asText());
    assertThat(report.path("labels")).hasSize(3);
    assertThat(report.path("labels").path(2).path("statistics").path(0).path("name").asText())
        .isEqualTo("NORMAL");
    double profit = 0;
    int trades = 0;
    int closing = 0;
    for (JsonNode row : report.path("trades")) {
      profit += row.path("profit").asDouble();
      trades += row.path("trades").asInt();
      closing += row.path("closed").asInt();
    }
    assertThat(trades).isEqualTo(5);
    assertThat(closing).isEqualTo(3);
    assertThat(profit).isEqualTo(10 - 5 + 7 - 2);
    Path reports = folder.resolve("data/regime-reports");
    assertThat(reports.resolve("regime-AAA-PERP.X.html")).content().contains("Strategies' trades");
    assertThat(reports.resolve("regime-AAA-PERP.X.csv")).isNotEmptyFile();

    assertThat(run("regimes", "fit", "--clickhouse", "--instruments", "A", "--bars", "1x"))
        .isEqualTo(ExitCodes.USAGE);
  }
}
