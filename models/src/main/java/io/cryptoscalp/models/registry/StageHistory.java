package io.cryptoscalp.models.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.Sha256;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The stage records of a registry. A change is decided on the stages of one revision and stored as
 * the next: the store takes one record of a number, so that of two who decide at once one wins.
 */
final class StageHistory {
  /** Attempts to make a new version a candidate, which fits beside any other change. */
  private static final int ATTEMPTS = 100;

  private final ModelStore store;

  StageHistory(ModelStore store) {
    this.store = store;
  }

  long revision(String model) {
    return store.lastRevision(Names.check("model", model));
  }

  ModelStages stages(String model) {
    return at(model, revision(model));
  }

  private ModelStages at(String model, long revision) {
    return revision == 0 ? earlier(model) : read(model, revision).after();
  }

  /** What an earlier release wrote in the one file it kept. */
  private ModelStages earlier(String model) {
    byte[] file = store.earlierStages(model);
    if (file == null) {
      return ModelStages.EMPTY;
    }
    try {
      JsonNode node = Json.read(file, JsonNode.class);
      List<String> archived = new ArrayList<>();
      node.path("archived").forEach(version -> archived.add(version.asText()));
      String candidate = text(node, "candidate");
      return new ModelStages(
          text(node, "champion"),
          candidate == null ? List.of() : List.of(candidate),
          List.of(),
          archived);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw corrupt(model, "stages.json", e.getClass().getSimpleName(), e);
    }
  }

  private static @Nullable String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isTextual() ? value.textValue() : null;
  }

  private StageRecord read(String model, long revision) {
    return parse(model, revision, store.record(model, revision));
  }

  private static StageRecord parse(String model, long revision, byte[] content) {
    StageRecord record;
    try {
      record = Json.read(content, StageRecord.class);
    } catch (JsonProcessingException e) {
      throw corrupt(model, Names.record(revision), e.getClass().getSimpleName(), e);
    }
    if (record.revision() != revision) {
      throw corrupt(model, Names.record(revision), "it is revision " + record.revision(), null);
    }
    return record;
  }

  /** Every record, each held to the digest in the next. */
  List<StageRecord> all(String model) {
    long last = revision(model);
    List<StageRecord> records = new ArrayList<>();
    String previous = "";
    for (long revision = 1; revision <= last; revision++) {
      byte[] content = store.record(model, revision);
      StageRecord record = parse(model, revision, content);
      if (!record.previous().equals(previous)) {
        throw corrupt(
            model, Names.record(revision - 1), "not the record that the next one follows", null);
      }
      previous = Sha256.hex(content);
      records.add(record);
    }
    return records;
  }

  /** Makes a version that was just written a candidate. */
  void registered(ModelCard card) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      long revision = revision(card.model());
      ModelStages before = at(card.model(), revision);
      StageChange change =
          new StageChange(
              StageChange.Kind.REGISTER,
              card.version(),
              before.stage(card.version()),
              Stage.CANDIDATE,
              System.getProperty("user.name", "unknown"),
              card.createdAt(),
              "registered");
      if (append(card.model(), revision, change, before.with(card.version(), Stage.CANDIDATE))) {
        return;
      }
    }
    throw new ModelException(
        "MODEL_STAGE_CONFLICT", "model=" + card.model() + " attempts=" + ATTEMPTS);
  }

  ModelStages move(String model, String version, Stage to, StageChange.By by, long revision) {
    ModelStages before = at(model, revision);
    Stage from = before.stage(version);
    if (from == to) {
      throw new ModelException(
          "MODEL_STAGE_UNCHANGED",
          "model=" + model + " version=" + version + " stage=" + to.text());
    }
    return store(model, revision, change(StageChange.Kind.PROMOTE, version, from, to, by), before);
  }

  ModelStages rollback(String model, StageChange.By by, List<String> versions) {
    List<StageRecord> records = all(model);
    long revision = records.size();
    ModelStages before = at(model, revision);
    String target = previousChampion(model, records);
    if (target == null || !versions.contains(target)) {
      throw new ModelException(
          "MODEL_NO_PREVIOUS_CHAMPION", "model=" + model + " champion=" + before.champion());
    }
    StageChange change =
        change(StageChange.Kind.ROLLBACK, target, before.stage(target), Stage.CHAMPION, by);
    return store(model, revision, change, before);
  }

  /** Champions as a stack: a promotion puts one on top, a rollback takes the top away. */
  private @Nullable String previousChampion(String model, List<StageRecord> records) {
    Deque<String> champions = new ArrayDeque<>();
    String now = earlier(model).champion();
    if (now != null) {
      champions.push(now);
    }
    for (StageRecord record : records) {
      String after = record.after().champion();
      if (record.change().kind() == StageChange.Kind.ROLLBACK) {
        while (!champions.isEmpty() && !champions.element().equals(after)) {
          champions.remove();
        }
      } else if (after != null && !after.equals(champions.peek())) {
        champions.push(after);
      }
      now = after;
    }
    if (now != null) {
      champions.poll();
    }
    return champions.peek();
  }

  private static StageChange change(
      StageChange.Kind kind, String version, @Nullable Stage from, Stage to, StageChange.By by) {
    return new StageChange(kind, version, from, to, by.who(), by.at().toString(), by.why());
  }

  private ModelStages store(String model, long revision, StageChange change, ModelStages before) {
    ModelStages after = before.with(change.version(), change.to());
    if (!append(model, revision, change, after)) {
      StageChange first = read(model, revision + 1).change();
      throw new ModelException(
          "MODEL_STAGE_CONFLICT",
          String.format(
              "model=%s version=%s revision=%d first=%s %s to %s by %s",
              model,
              change.version(),
              revision,
              first.kind(),
              first.version(),
              first.to().text(),
              first.who()));
    }
    return after;
  }

  private boolean append(String model, long revision, StageChange change, ModelStages after) {
    String previous = revision == 0 ? "" : Sha256.hex(store.record(model, revision));
    StageRecord next =
        new StageRecord(
            StageRecord.FORMAT,
            revision + 1,
            UUID.randomUUID().toString(),
            previous,
            change,
            after);
    return store.append(model, revision + 1, Json.write(next));
  }

  private static ModelException corrupt(
      String model, String record, String reason, @Nullable Exception cause) {
    String detail = "model=" + model + " record=" + record + " reason=" + reason;
    return cause == null
        ? new ModelException("MODEL_STAGES_CORRUPT", detail)
        : new ModelException("MODEL_STAGES_CORRUPT", detail, cause);
  }
}
