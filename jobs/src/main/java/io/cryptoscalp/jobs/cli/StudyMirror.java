package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.jobs.search.HeldOutLook;
import io.cryptoscalp.jobs.search.StudyBest;
import io.cryptoscalp.jobs.search.StudyException;
import io.cryptoscalp.jobs.search.StudyFolder;
import io.cryptoscalp.jobs.search.StudySpec;
import io.cryptoscalp.jobs.search.TrialFigures;
import io.cryptoscalp.jobs.search.TrialOutcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a study in ClickHouse beside its folder, and brings a folder back from there. Rows that are
 * there already count once. The study goes on whatever becomes of its rows.
 */
final class StudyMirror implements AutoCloseable {
  private static final String LOOKS =
      "SELECT s.spec, t.run FROM studies_final AS s"
          + " LEFT JOIN (SELECT study, countIf(repeats < 0 AND violation < 2) AS run"
          + " FROM study_trials_final GROUP BY study) AS t ON t.study = s.study"
          + " WHERE s.judged AND s.winner >= 0 ORDER BY s.study";

  private final Main main;
  private final @Nullable Database database;
  private boolean told;

  private StudyMirror(Main main, @Nullable Database database) {
    this.main = main;
    this.database = database;
  }

  /** The configured ClickHouse or that of a running demo; one that keeps nothing where none is. */
  static StudyMirror open(Main main) {
    DemoState demo = DemoState.read(main.settings().dataDir());
    boolean there =
        main.settings().isGiven(Settings.CLICKHOUSE_URL) || (demo != null && demo.isRunning());
    return new StudyMirror(main, there ? Database.open(main) : null);
  }

  /** Keeps the specification. */
  void begin(StudySpec spec) {
    insert("studies", study(spec));
  }

  /** Keeps a generation. */
  void generation(StudySpec spec, StudyFolder.Generation generation) {
    StringBuilder rows = new StringBuilder();
    for (TrialOutcome trial : generation.trials()) {
      rows.append(Json.line(trial(spec, trial))).append('\n');
    }
    insert("study_trials", rows.toString());
    insert(
        "study_generations",
        Json.line(
            Json.object()
                .put("study", spec.study())
                .put("generation", generation.generation())
                .put("line", StudyFolder.line(generation))));
  }

  /** Keeps the front and the verdict. */
  void end(StudySpec spec, StudyBest best, boolean passed, String verdict) {
    StringBuilder rows = new StringBuilder();
    TrialOutcome winner = best.winner();
    int place = 0;
    for (TrialOutcome trial : best.front()) {
      rows.append(
              Json.line(
                  Json.object()
                      .put("study", spec.study())
                      .put("number", trial.number())
                      .put("place", place++)
                      .put("winner", winner != null && winner.number() == trial.number())))
          .append('\n');
    }
    insert("study_fronts", rows.toString());
    insert(
        "studies",
        study(spec)
            .put("judged", true)
            .put("passed", passed)
            .put("winner", winner == null ? -1 : winner.number())
            .put("verdict", verdict));
  }

  private static ObjectNode study(StudySpec spec) {
    ObjectNode row =
        Json.object()
            .put("study", spec.study())
            .put("strategy", spec.strategy())
            .put("sampler", spec.sampler().text())
            .put("trials", spec.trials())
            .put("seed", spec.seed())
            .put("from_time_ns", spec.fromNs())
            .put("split_time_ns", spec.splitNs())
            .put("to_time_ns", spec.toNs())
            .put("data_hash", spec.dataHash())
            .put("judged", false)
            .put("passed", false)
            .put("winner", -1)
            .put("spec", StudyFolder.specLine(spec))
            .put("verdict", "");
    ArrayNode objectives = row.putArray("objectives");
    spec.objectives().forEach(objective -> objectives.add(objective.text()));
    return row;
  }

  private static ObjectNode trial(StudySpec spec, TrialOutcome trial) {
    TrialFigures figures = trial.figures();
    ObjectNode row =
        Json.object()
            .put("study", spec.study())
            .put("number", trial.number())
            .put("generation", trial.generation())
            .put("budget", trial.budget())
            .put("repeats", trial.repeats())
            .put("violation", trial.violation())
            .put("total_return", figures.totalReturn())
            .put("sharpe", figures.sharpe())
            .put("max_drawdown", figures.drawdown())
            .put("turnover", figures.turnover())
            .put("worst", figures.worst())
            .put("trades", figures.trades());
    ObjectNode parameters = row.putObject("parameters");
    trial.settings().forEach(parameters::put);
    return row;
  }

  private void insert(String table, ObjectNode row) {
    insert(table, Json.line(row));
  }

  private void insert(String table, String rows) {
    if (database == null || rows.isEmpty()) {
      return;
    }
    try {
      var unused =
          database
              .client()
              .text(
                  "INSERT INTO " + table + " FORMAT JSONEachRow\n" + rows, Map.of(), "JSONCompact");
    } catch (CliException e) {
      if (!told) {
        main.say(
            "ClickHouse was not told (migrate first; the study's folder has all of it): "
                + e.getMessage());
      }
      told = true;
    }
  }

  /** Looks of the studies that ClickHouse knows; none where it cannot be asked, which is said. */
  List<HeldOutLook> looks() {
    List<HeldOutLook> looks = new ArrayList<>();
    if (database == null) {
      return looks;
    }
    try {
      for (JsonNode row : database.client().query(LOOKS, Map.of()).path("data")) {
        StudySpec spec = StudyFolder.spec(row.path(0).asText());
        looks.add(HeldOutLook.of(spec, row.path(1).asLong(), "", "", ""));
      }
    } catch (CliException | StudyException e) {
      main.say(
          "ClickHouse was not asked which studies looked at held-out data before: "
              + e.getMessage());
    }
    return looks;
  }

  /**
   * Brings a study that was begun elsewhere into a folder.
   *
   * @return false when ClickHouse has none of that name, or there is no ClickHouse
   */
  boolean restore(String study, StudyFolder folder) throws IOException {
    if (database == null) {
      return false;
    }
    JsonNode found =
        database
            .client()
            .query(
                "SELECT spec, verdict FROM studies_final WHERE study = {study:String}",
                Map.of("study", study))
            .path("data")
            .path(0);
    if (found.isMissingNode()) {
      return false;
    }
    StringBuilder lines = new StringBuilder();
    for (JsonNode row :
        database
            .client()
            .query(
                "SELECT line FROM study_generations_final WHERE study = {study:String}"
                    + " ORDER BY generation",
                Map.of("study", study))
            .path("data")) {
      lines.append(row.path(0).asText()).append('\n');
    }
    folder.restore(found.path(0).asText(), lines.toString(), found.path(1).asText());
    return true;
  }

  @Override
  public void close() {
    if (database != null) {
      database.close();
    }
  }
}
