package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.models.registry.ModelCard;
import io.cryptoscalp.models.registry.ModelRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** The model registry. */
@Command(name = "models", description = "models list, or models show NAME [VERSION].")
final class ModelsCommand implements Callable<Integer> {
  /** What to do. */
  enum Action {
    LIST,
    SHOW
  }

  @ParentCommand private Main main = new Main();

  @Parameters(index = "0", description = "list or show")
  private Action action = Action.LIST;

  @Parameters(index = "1", arity = "0..1", description = "Name of a model.")
  private @Nullable String model;

  @Parameters(index = "2", arity = "0..1", description = "Version; default the newest.")
  private @Nullable String version;

  @Override
  public Integer call() throws IOException {
    Path root = main.settings().modelsDir();
    ModelRegistry registry = new ModelRegistry(root);
    if (action == Action.SHOW) {
      show(registry);
      return ExitCodes.OK;
    }
    if (Files.isDirectory(root)) {
      for (String name : names(root)) {
        for (String each : registry.versions(name)) {
          ModelCard card = registry.folder(name, each).card();
          main.say(name + "  " + each + "  " + card.featureSet() + "  " + card.sha256());
          main.emit(
              Json.object()
                  .put("model", name)
                  .put("version", each)
                  .put("featureSet", card.featureSet())
                  .put("sha256", card.sha256()));
        }
      }
    } else {
      main.say("No models yet; bin/cryptoscalp train baseline makes one.");
    }
    return ExitCodes.OK;
  }

  private static List<String> names(Path root) throws IOException {
    try (Stream<Path> folders = Files.list(root)) {
      return folders
          .filter(Files::isDirectory)
          .map(folder -> String.valueOf(folder.getFileName()))
          .filter(name -> !name.startsWith("."))
          .sorted()
          .toList();
    }
  }

  private void show(ModelRegistry registry) {
    if (model == null) {
      throw new CliException(ExitCodes.USAGE, "models show wants the name of a model.");
    }
    List<String> versions = registry.versions(model);
    if (versions.isEmpty()) {
      throw new CliException(ExitCodes.CONFIGURATION, "There is no model named " + model + ".");
    }
    String wanted = version == null ? versions.get(versions.size() - 1) : version;
    ModelCard card = registry.folder(model, wanted).card();
    ObjectNode node = Json.object();
    node.put("model", card.model()).put("version", card.version()).put("sha256", card.sha256());
    node.put("featureSet", card.featureSet());
    ObjectNode metrics = node.putObject("metrics");
    card.metrics().forEach(metrics::put);
    ObjectNode settings = node.putObject("hyperparameters");
    card.hyperparameters().forEach(settings::put);
    main.emit(node);
    main.say(node.toPrettyString());
  }
}
