package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.models.registry.ModelCard;
import io.cryptoscalp.models.registry.ModelFolder;
import io.cryptoscalp.models.registry.ModelRegistry;
import io.cryptoscalp.models.registry.Stage;
import io.cryptoscalp.models.registry.StageChange;
import io.cryptoscalp.models.registry.StageRecord;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Everything the registry knows of a version. */
@Command(name = "show", description = "A version's card, stage and history.")
final class ModelsShowCommand implements Callable<Integer> {
  @ParentCommand private ModelsCommand models = new ModelsCommand();

  @Parameters(index = "0", paramLabel = "NAME", description = "Name of a model.")
  private String model = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "VERSION",
      description = "A version, champion, candidate or newest; default the newest.")
  private String version = "";

  @Override
  public Integer call() {
    try (ModelRegistry registry = models.open()) {
      ModelFolder folder = registry.folder(model, Registries.version(registry, model, version));
      ModelCard card = folder.card();
      ObjectNode node = Json.MAPPER.valueToTree(card);
      Stage stage = registry.stages(model).stage(card.version());
      node.put("stage", stage == null ? "" : stage.text());
      node.put("uri", folder.uri());
      ArrayNode history = node.putArray("history");
      for (StageRecord record : registry.history(model)) {
        if (record.change().version().equals(card.version())) {
          history.add(change(record));
        }
      }
      models.main().emit(node);
      models.main().say(node.toPrettyString());
    }
    return ExitCodes.OK;
  }

  static ObjectNode change(StageRecord record) {
    StageChange change = record.change();
    Stage from = change.from();
    return Json.object()
        .put("revision", record.revision())
        .put("kind", change.kind().name())
        .put("version", change.version())
        .put("from", from == null ? "" : from.text())
        .put("to", change.to().text())
        .put("who", change.who())
        .put("at", change.at())
        .put("why", change.why());
  }
}
