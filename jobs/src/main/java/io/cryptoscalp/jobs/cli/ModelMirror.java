package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.registry.ModelCard;
import io.cryptoscalp.models.registry.ModelFolder;
import io.cryptoscalp.models.registry.ModelManifest;
import io.cryptoscalp.models.registry.ModelRegistry;
import io.cryptoscalp.models.registry.ModelStages;
import io.cryptoscalp.models.registry.Stage;
import io.cryptoscalp.models.registry.StageRecord;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes what the registry holds into ClickHouse, whole each time: rows that are there already
 * count once.
 */
final class ModelMirror {
  private final ClickHouseClient client;

  ModelMirror(ClickHouseClient client) {
    this.client = client;
  }

  /**
   * Brings the mirror up to date after a change, where a ClickHouse is configured or a demo runs.
   * The change stands whatever becomes of the mirror.
   *
   * @param to receives {@code mirrored} and, when false for a failure, {@code mirrorError}
   */
  static void afterChange(Main main, ModelRegistry registry, String model, ObjectNode to) {
    DemoState demo = DemoState.read(main.settings().dataDir());
    boolean there =
        main.settings().isGiven(Settings.CLICKHOUSE_URL) || (demo != null && demo.isRunning());
    if (!there) {
      to.put("mirrored", false);
      return;
    }
    try (Database database = Database.open(main)) {
      new ModelMirror(database.client()).write(registry, model);
      to.put("mirrored", true);
    } catch (CliException | ModelException e) {
      String error = String.valueOf(e.getMessage());
      main.say("ClickHouse was not told (models sync does it later): " + error);
      to.put("mirrored", false).put("mirrorError", error);
    }
  }

  /**
   * Writes a model's versions and stage changes.
   *
   * @return number of versions
   */
  int write(ModelRegistry registry, String model) {
    List<StageRecord> history = registry.history(model);
    StringBuilder changes = new StringBuilder();
    for (StageRecord record : history) {
      changes.append(Json.line(change(model, record))).append('\n');
    }
    ModelStages stages = registry.stages(model);
    StringBuilder rows = new StringBuilder();
    List<String> versions = registry.versions(model);
    for (String version : versions) {
      ModelFolder folder = registry.folder(model, version);
      rows.append(Json.line(version(folder, stages.stage(version), history.size()))).append('\n');
    }
    insert("models", rows);
    insert("model_stages", changes);
    return versions.size();
  }

  private void insert(String table, StringBuilder rows) {
    if (!rows.isEmpty()) {
      var unused =
          client.text(
              "INSERT INTO " + table + " FORMAT JSONEachRow\n" + rows, Map.of(), "JSONCompact");
    }
  }

  private static ObjectNode version(ModelFolder folder, @Nullable Stage stage, long revision) {
    ModelCard card = folder.card();
    ModelManifest manifest = folder.manifest();
    String signer = manifest == null ? null : manifest.signerFingerprint();
    String parent = card.lineage().parentVersion();
    ObjectNode row =
        Json.object()
            .put("model", card.model())
            .put("version", card.version())
            .put("revision", revision)
            .put("stage", stage == null ? "" : stage.text())
            .put("created_time_ns", Moments.nsOr(card.createdAt(), 0))
            .put("family", card.family())
            .put("task", card.task())
            .put("sha256", card.sha256())
            .put("uri", folder.uri())
            .put("signer", signer == null ? "" : signer)
            .put("feature_set", card.featureSet())
            .put("horizon_ns", card.horizonNs())
            .put("data_hash", card.dataHash())
            .put("code_version", card.codeVersion())
            .put("licence", card.licence())
            .put("parent_version", parent == null ? "" : parent)
            .put("run_id", card.lineage().runId());
    row.set("features", Json.MAPPER.valueToTree(card.featureNames()));
    row.set("row_counts", Json.MAPPER.valueToTree(card.rowCounts()));
    row.set("hyperparameters", Json.MAPPER.valueToTree(card.hyperparameters()));
    row.set("warnings", Json.MAPPER.valueToTree(card.warnings()));
    figures(row.putObject("class_balance"), "", card.classBalance());
    ObjectNode metrics = row.putObject("metrics");
    figures(metrics, "", card.metrics());
    card.splits().forEach((part, values) -> figures(metrics, part + ".", values));
    return row;
  }

  /** JSON has no word for what is no number; such a figure is left out. */
  private static void figures(ObjectNode to, String prefix, Map<String, Double> figures) {
    figures.forEach(
        (name, value) -> {
          if (Double.isFinite(value)) {
            to.put(prefix + name, value);
          }
        });
  }

  private static ObjectNode change(String model, StageRecord record) {
    Stage from = record.change().from();
    String champion = record.after().champion();
    return Json.object()
        .put("model", model)
        .put("revision", record.revision())
        .put("version", record.change().version())
        .put("kind", record.change().kind().name())
        .put("from_stage", from == null ? "" : from.text())
        .put("to_stage", record.change().to().text())
        .put("champion", champion == null ? "" : champion)
        .put("who", record.change().who())
        .put("why", record.change().why())
        .put("changed_time_ns", Moments.nsOr(record.change().at(), 0));
  }
}
