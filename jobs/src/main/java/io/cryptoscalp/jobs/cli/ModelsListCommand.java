package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.registry.ModelCard;
import io.cryptoscalp.models.registry.ModelRegistry;
import io.cryptoscalp.models.registry.ModelStages;
import io.cryptoscalp.models.registry.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** What is registered, and in which stage. */
@Command(name = "list", description = "Versions with their stage, oldest first.")
final class ModelsListCommand implements Callable<Integer> {
  @ParentCommand private ModelsCommand models = new ModelsCommand();

  @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "One model only.")
  private @Nullable String model;

  @Option(names = "--stage", description = "One stage only: champion, shadow, candidate, archived.")
  private String only = "";

  @Override
  public Integer call() {
    Stage stage = only.isEmpty() ? null : Stage.of(only);
    List<List<String>> rows = new ArrayList<>();
    try (ModelRegistry registry = models.open()) {
      for (String name : model == null ? registry.models() : List.of(model)) {
        ModelStages stages = registry.stages(name);
        for (String version : registry.versions(name)) {
          if (stage == null || stages.stage(version) == stage) {
            rows.add(row(registry, name, version, stages.stage(version)));
          }
        }
      }
    }
    if (rows.isEmpty()) {
      models.main().say("No models yet; bin/cryptoscalp train baseline makes one.");
    } else {
      Tables.lines(
              List.of("model", "version", "stage", "family", "feature set", "digest"),
              List.of(false, false, false, false, false, false),
              rows)
          .forEach(models.main()::say);
    }
    return ExitCodes.OK;
  }

  /** A version that cannot be read is listed with the reason: the others are to be seen. */
  private List<String> row(
      ModelRegistry registry, String name, String version, @Nullable Stage stage) {
    String stageText = stage == null ? "" : stage.text();
    var line = Json.object().put("model", name).put("version", version).put("stage", stageText);
    try {
      ModelCard card = registry.folder(name, version).card();
      line.put("family", card.family()).put("featureSet", card.featureSet());
      line.put("sha256", card.sha256());
      models.main().emit(line);
      return List.of(
          name,
          version,
          stageText,
          card.family(),
          card.featureSet(),
          card.sha256().substring(0, Math.min(12, card.sha256().length())));
    } catch (ModelException e) {
      models.main().emit(line.put("error", e.getMessage()));
      return List.of(name, version, stageText, "", "", e.code());
    }
  }
}
