package io.cryptoscalp.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.dataset.DatasetFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Does {@code datasets build --clickhouse} make of stored features what was stored? */
@Timeout(180)
class DatasetsClickHouseITCase {
  private static final long SECOND = 1_000_000_000L;
  private static final int ROWS = 600;
  private static final int HORIZON = 10;
  private static final int STEPS = 4;
  private static final List<String> INSTRUMENTS =
      List.of("AAAUSDT-PERP.BINANCE", "BBBUSDT-PERP.BINANCE");

  @TempDir private static Path folder;

  private static final Map<String, double[]> MIDS = new TreeMap<>();
  private static final Map<String, double[][]> VALUES = new TreeMap<>();
  private static QueriedDatabase database;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void plant() throws Exception {
    database = QueriedDatabase.start(folder);
    database.insert(
        "feature_catalogue (feature_set, position, name)",
        "('v1-test', 1, 'flow')",
        "('v1-test', 0, 'spread')",
        "('v1-test', 2, 'seldom')");
    for (String instrument : INSTRUMENTS) {
      String[] rows = rows(instrument);
      database.insert(columns(), rows);
      database.insert(columns(), rows); // a replay writes every row again
    }
  }

  @AfterAll
  static void stop() {
    if (database != null) {
      database.close();
    }
  }

  private static String columns() {
    return "features (instrument, event_time_ns, sequence, feature_set, best_bid, best_ask,"
        + " `values`, valid, book_healthy)";
  }

  /** One row a second, the last of them of an unhealthy book; {@code seldom} is mostly invalid. */
  private static String[] rows(String instrument) {
    Random random = new Random(instrument.hashCode());
    String[] rows = new String[ROWS];
    double[] mids = new double[ROWS];
    double[][] values = new double[ROWS][];
    double mid = 100;
    for (int i = 0; i < ROWS; i++) {
      mid += 0.25 * (random.nextInt(9) - 4);
      mids[i] = mid;
      values[i] = new double[] {random.nextGaussian(), random.nextGaussian()};
      rows[i] =
          String.format(
              Locale.ROOT,
              "('%s', %d, %d, 'v1-test', %s, %s, [%s, %s, 0], [%d], %s)",
              instrument,
              (i + 1) * SECOND,
              i,
              mid - 0.125,
              mid + 0.125,
              values[i][0],
              values[i][1],
              i % 3 == 0 ? 7 : 3,
              i < ROWS - 1);
    }
    MIDS.put(instrument, mids);
    VALUES.put(instrument, values);
    return rows;
  }

  private int build(String to, int tasks) {
    List<String> words = new ArrayList<>(List.of("datasets", "build", "--clickhouse"));
    words.addAll(List.of("--instruments", String.join(",", INSTRUMENTS)));
    words.addAll(List.of("--labels", "fixed-horizon", "--horizon", HORIZON + "s"));
    words.addAll(List.of("--steps", "" + STEPS, "--tasks", "" + tasks));
    words.addAll(List.of("--out", folder.resolve(to).toString()));
    words.addAll(List.of("--set", "clickhouse.url=" + database.jdbcUrl()));
    Main main = new Main(Map.of("CRYPTOSCALP_DATA_DIR", folder.resolve("data").toString()));
    CommandLine line = Main.commandLine(main);
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return line.execute(words.toArray(new String[0]));
  }

  @Test
  void examplesAreWhatWasStored() throws IOException {
    assertThat(build("one", 1)).as(err.toString()).isZero();
    assertThat(build("two", 2)).as(err.toString()).isZero();
    for (String file : List.of("card.json", "rows.parquet", "examples.parquet")) {
      assertThat(folder.resolve("two").resolve(file))
          .hasSameBinaryContentAs(folder.resolve("one").resolve(file));
    }
    Dataset data = DatasetFolder.read(folder.resolve("one")).dataset();
    assertThat(data.featureNames()).containsExactly("spread", "flow");
    int[] found = new int[INSTRUMENTS.size()];
    for (int i = 0; i < data.size(); i++) {
      String instrument = data.instrument(i);
      int row = (int) (data.eventTimeNs(i) / SECOND) - 1;
      found[INSTRUMENTS.indexOf(instrument)]++;
      double[] mids = MIDS.get(instrument);
      assertThat(data.up(i)).isEqualTo(mids[row + HORIZON] > mids[row]);
      for (int step = 0; step < STEPS; step++) {
        double[] then = VALUES.get(instrument)[row - STEPS + 1 + step];
        assertThat(data.step(i, step)).containsExactly((float) then[0], (float) then[1]);
      }
    }
    for (int k = 0; k < found.length; k++) {
      assertThat(found[k]).isEqualTo(expected(MIDS.get(INSTRUMENTS.get(k))));
    }
  }

  /** Rows with a full sequence behind and a moved price of a healthy book at the horizon. */
  private static int expected(double[] mids) {
    int examples = 0;
    for (int row = STEPS - 1; row + HORIZON < ROWS - 1; row++) {
      examples += mids[row + HORIZON] == mids[row] ? 0 : 1;
    }
    return examples;
  }
}
