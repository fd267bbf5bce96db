package io.cryptoscalp.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.models.registry.ModelFolder;
import io.cryptoscalp.models.scoring.ScoringSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.flink.types.Row;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Does a model in SQL answer as it does in the stream, and say what is wrong with it? */
@Timeout(180)
class SqlModelITCase {
  private static final int ROWS = 500;

  @TempDir private Path folder;

  @AfterEach
  void nothingStaysOpen() {
    assertThat(ScoringSession.openSessions()).isZero();
  }

  private static List<Row> run(boolean batch, int parallelism, String... statements)
      throws InterruptedException {
    SqlRun run = new SqlRun(batch, parallelism);
    List<Row> rows = new ArrayList<>();
    for (String statement : statements) {
      run.run(statement, rows::add);
    }
    run.await();
    return rows;
  }

  private static String model(String inputs, String outputs, Object path, String... options) {
    StringBuilder with = new StringBuilder("'provider' = 'onnx', 'path' = '" + path + "'");
    for (int i = 0; i < options.length; i += 2) {
      with.append(", '").append(options[i]).append("' = '").append(options[i + 1]).append('\'');
    }
    return "CREATE MODEL m INPUT (%s) OUTPUT (%s) WITH (%s)".formatted(inputs, outputs, with);
  }

  private static final String COLUMNS = "ret_1s DOUBLE, imbalance DOUBLE, spread_bps DOUBLE";
  private static final String UP = "probability_up DOUBLE";

  private String table(List<double[]> rows) throws Exception {
    StringBuilder csv = new StringBuilder();
    for (int i = 0; i < rows.size(); i++) {
      double[] row = rows.get(i);
      csv.append(i).append(',').append(row[0]).append(',').append(row[1]).append(',');
      csv.append(row[2]).append('\n');
    }
    Path file = Files.writeString(folder.resolve("rows.csv"), csv);
    return "CREATE TABLE t (id INT, ret_1s DOUBLE, imbalance DOUBLE, spread_bps DOUBLE) WITH"
        + " ('connector' = 'filesystem', 'format' = 'csv', 'path' = '%s')".formatted(file);
  }

  private static final String PREDICT =
      "SELECT id, probability_up FROM"
          + " ML_PREDICT(TABLE t, MODEL m, DESCRIPTOR(ret_1s, imbalance, spread_bps))";

  private static List<double[]> random() {
    Random random = new Random(5);
    List<double[]> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      rows.add(
          new double[] {random.nextGaussian(), random.nextGaussian() * 3, random.nextDouble()});
    }
    return rows;
  }

  private void equalsTheStream(boolean batch) throws Exception {
    ModelFolder version = SqlModels.logistic(folder.resolve("models"), "1", 0.1);
    List<double[]> rows = random();
    List<Row> got = run(batch, 2, table(rows), model(COLUMNS, UP, version.path()), PREDICT);
    assertThat(got).hasSize(ROWS);
    for (Row row : got) {
      int id = row.<Integer>getFieldAs("id");
      double expected = SqlModels.probabilityUp(version, rows.get(id));
      assertThat(row.<Double>getFieldAs("probability_up")).isEqualTo(expected);
    }
  }

  @Test
  void aBoundedTableScoresAsTheStreamToTheBit() throws Exception {
    equalsTheStream(false);
  }

  @Test
  void batchModeScoresAsTheStreamWhereThePlannerHasIt() throws Exception {
    if (EnvironmentInformation.getVersion().startsWith("2.2.")) {
      // ML_PREDICT has no batch plan before Flink 2.3
      assertThatThrownBy(() -> equalsTheStream(true)).hasMessageContaining("BATCH_PHYSICAL");
    } else {
      equalsTheStream(true);
    }
  }

  @Test
  void theFunctionScoresAsTheStreamInBothModes() throws Exception {
    ModelFolder version = SqlModels.logistic(folder.resolve("models"), "1", 0.1);
    List<double[]> rows = random();
    String score =
        "SELECT id, probability_up FROM t,"
            + " LATERAL TABLE(onnx_score('%s', ret_1s, imbalance, spread_bps))"
                .formatted(version.path());
    for (boolean batch : new boolean[] {true, false}) {
      List<Row> got = run(batch, 2, table(rows), SCORE, score);
      assertThat(got).hasSize(ROWS);
      for (Row row : got) {
        assertThat(row.<Double>getFieldAs("probability_up"))
            .isEqualTo(SqlModels.probabilityUp(version, rows.get(row.<Integer>getFieldAs("id"))));
      }
    }
  }

  private static final String SCORE =
      "CREATE TEMPORARY FUNCTION onnx_score AS 'io.cryptoscalp.operators.sql.OnnxScore'";

  @Test
  void theFunctionTakesArraysAndRefusesWhatDoesNotFit() throws Exception {
    ModelFolder version = SqlModels.logistic(folder.resolve("models"), "1", 0.1);
    String values =
        "CREATE VIEW t AS SELECT * FROM (VALUES (ARRAY[0.5e0, 1e0, 2e0]), (ARRAY[0.5e0,"
            + " CAST(NULL AS DOUBLE), 2e0])) AS v(f)";
    String call = "SELECT probability_up FROM t, LATERAL TABLE(onnx_score(%s))";
    assertThat(run(true, 1, values, SCORE, call.formatted("'" + version.path() + "', f")))
        .extracting(row -> row.getField(0))
        .containsExactlyInAnyOrder(SqlModels.probabilityUp(version, 0.5, 1, 2), null);
    assertThatThrownBy(
            () -> run(true, 1, values, SCORE, call.formatted("'" + version.path() + "', 1, 2")))
        .hasStackTraceContaining("MODEL_INPUT_SHAPE: features expected=3 got=2");
    assertThatThrownBy(
            () -> run(true, 1, values, SCORE, call.formatted("CAST(CARDINALITY(f) AS STRING), f")))
        .hasStackTraceContaining("MODEL_PATH_MISSING");
  }

  @Test
  void aRowWithoutANumberIsNullAndNeverReachesTheModel() throws Exception {
    ModelFolder version = SqlModels.logistic(folder.resolve("models"), "1", 0.1);
    String values =
        "CREATE VIEW t AS SELECT * FROM (VALUES"
            + " (1, CAST(NULL AS DOUBLE), 1.0, 2.0), (2, CAST('NaN' AS DOUBLE), 1.0, 2.0),"
            + " (3, CAST('Infinity' AS DOUBLE), 1.0, 2.0), (4, 1e300, 1.0, 2.0),"
            + " (5, 0.5e0, 1.0, 2.0)) AS v(id, ret_1s, imbalance, spread_bps)";
    List<Row> got = run(false, 1, values, model(COLUMNS, UP, version.path()), PREDICT);
    assertThat(got)
        .extracting(row -> row.getField("id"), row -> row.getField("probability_up"))
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(1, null),
            org.assertj.core.groups.Tuple.tuple(2, null),
            org.assertj.core.groups.Tuple.tuple(3, null),
            org.assertj.core.groups.Tuple.tuple(4, null),
            org.assertj.core.groups.Tuple.tuple(5, SqlModels.probabilityUp(version, 0.5, 1, 2)));
  }

  @Test
  void anAnswerThatIsNoNumberIsNull() throws Exception {
    Path file = SqlModels.root(folder.resolve("root.onnx"));
    List<Row> got =
        run(
            false,
            1,
            "CREATE VIEW t AS SELECT * FROM (VALUES (ARRAY[4, 1]), (ARRAY[-4, 1])) AS v(f)",
            model("features ARRAY<DOUBLE>", "probability_up FLOAT", file),
            "SELECT probability_up FROM ML_PREDICT(TABLE t, MODEL m, DESCRIPTOR(f))");
    // whole numbers reach the model as such: the planner does not cast them
    assertThat(got).extracting(row -> row.getField(0)).containsExactlyInAnyOrder(2f, null);
  }

  @Test
  void sequencesAndAnswersOfSeveralDimensions() throws Exception {
    Path file = SqlModels.extremes(folder.resolve("extremes.onnx"));
    String steps = "ARRAY[ARRAY[1, 20], ARRAY[3, 40], ARRAY[2, 10], ARRAY[0, 30]]";
    String short3 = "ARRAY[ARRAY[1, 20], ARRAY[3, 40], ARRAY[2, 10]]";
    List<Row> got =
        run(
            false,
            1,
            "CREATE VIEW t AS SELECT * FROM (VALUES (1, %s), (2, %s)) AS v(id, s)"
                .formatted(steps, short3),
            model("sequence ARRAY<ARRAY<DOUBLE>>", "quantiles ARRAY<ARRAY<DOUBLE>>", file),
            "SELECT id, quantiles FROM ML_PREDICT(TABLE t, MODEL m, DESCRIPTOR(s))");
    assertThat(got).hasSize(2);
    for (Row row : got) {
      Object expected =
          row.getFieldAs("id").equals(1) ? new Double[][] {{0.0, 3.0}, {10.0, 40.0}} : null;
      assertThat(row.<Object>getFieldAs("quantiles")).isEqualTo(expected);
    }
  }

  private void refused(String code, String named, ThrowingCallable statements) {
    assertThatThrownBy(statements)
        .isInstanceOf(CliException.class)
        .hasMessageContaining(code)
        .hasMessageContaining(named);
  }

  @Test
  void aWrongColumnIsNamed() throws Exception {
    Path path = SqlModels.logistic(folder.resolve("models"), "1", 0.1).path();
    String rows = table(random().subList(0, 1));
    String two = "SELECT * FROM ML_PREDICT(TABLE t, MODEL m, DESCRIPTOR(ret_1s, imbalance))";
    refused(
        "MODEL_COLUMN_MISSING",
        "column=spread_bps",
        () -> run(false, 1, rows, model("ret_1s DOUBLE, imbalance DOUBLE", UP, path), two));
    refused(
        "MODEL_COLUMN_UNKNOWN",
        "column=spread ",
        () -> run(false, 1, rows, model(COLUMNS.replace("_bps", ""), UP, path), PREDICT));
    refused(
        "MODEL_COLUMN_TYPE",
        "column=probability_up",
        () -> run(false, 1, rows, model(COLUMNS, "probability_up STRING", path), PREDICT));
    refused(
        "MODEL_COLUMN_UNKNOWN",
        "column=p ",
        () ->
            run(
                false,
                1,
                rows,
                model(COLUMNS, "p DOUBLE", path),
                PREDICT.replace("probability_up", "p")));
  }

  @Test
  void aWrongFileIsRefused() throws Exception {
    ModelFolder version = SqlModels.logistic(folder.resolve("models"), "1", 0.1);
    String rows = table(random().subList(0, 1));
    String zeros = "0".repeat(64);
    refused(
        "MODEL_CHECKSUM_MISMATCH",
        version.card().sha256(),
        () -> run(false, 1, rows, model(COLUMNS, UP, version.path(), "sha256", zeros), PREDICT));
    refused(
        "MODEL_UNREADABLE",
        "absent",
        () -> run(false, 1, rows, model(COLUMNS, UP, folder.resolve("absent")), PREDICT));
    refused(
        "Unsupported options",
        "device",
        () -> run(false, 1, rows, model(COLUMNS, UP, version.path(), "device", "x"), PREDICT));
    Path cut = folder.resolve("cut.onnx");
    byte[] onnx = version.onnx();
    Files.write(cut, java.util.Arrays.copyOf(onnx, onnx.length / 2));
    refused(
        "MODEL_UNREADABLE", "bytes=", () -> run(false, 1, rows, model(COLUMNS, UP, cut), PREDICT));
    Files.write(version.path().resolve("model.onnx"), Files.readAllBytes(cut));
    refused(
        "MODEL_CHECKSUM_MISMATCH",
        version.card().sha256(),
        () -> run(false, 1, rows, model(COLUMNS, UP, version.path()), PREDICT));
  }
}
