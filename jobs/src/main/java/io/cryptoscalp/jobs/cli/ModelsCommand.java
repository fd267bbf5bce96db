package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.models.registry.ModelCard;
import io.cryptoscalp.models.registry.ModelFolder;
import io.cryptoscalp.models.registry.ModelRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** The model registry. */
@Command(
    name = "models",
    description = "models list, models show NAME [VERSION], models activate NAME [VERSION].")
final class ModelsCommand implements Callable<Integer> {
  /** What to do. */
  enum Action {
    LIST,
    SHOW,
    ACTIVATE
  }

  @ParentCommand private Main main = new Main();

  @Parameters(index = "0", description = "list, show or activate")
  private Action action = Action.LIST;

  @Parameters(index = "1", arity = "0..1", description = "Name of a model.")
  private @Nullable String model;

  @Parameters(index = "2", arity = "0..1", description = "Version; default the newest.")
  private @Nullable String version;

  @Option(names = "--force", description = "Activate a model without skill, too.")
  private boolean force;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path root = main.settings().modelsDir();
    ModelRegistry registry = new ModelRegistry(root);
    if (action == Action.SHOW) {
      show(registry);
      return ExitCodes.OK;
    }
    if (action == Action.ACTIVATE) {
      return activate(registry);
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

  private int activate(ModelRegistry registry) throws InterruptedException {
    ModelFolder folder = chosen(registry);
    ModelCard card = folder.card();
    if (!folder.isScored()) {
      throw new CliException(
          ExitCodes.CONFIGURATION,
          "MODEL_NOT_SCORED: "
              + card.model()
              + " is no model of a price; name its folder in job.trading.regime.model: "
              + folder.path());
    }
    ObjectNode line = Json.object().put("model", card.model()).put("version", card.version());
    int code = new ModelActivation(main).activate(folder, card, force, line);
    main.emit(line);
    return code;
  }

  /** The folder of the version on the command line. */
  private ModelFolder chosen(ModelRegistry registry) {
    if (model == null) {
      throw new CliException(
          ExitCodes.USAGE,
          "models " + action.name().toLowerCase(Locale.ROOT) + " wants the name of a model.");
    }
    List<String> versions = registry.versions(model);
    if (versions.isEmpty()) {
      throw new CliException(ExitCodes.CONFIGURATION, "There is no model named " + model + ".");
    }
    String wanted = version == null ? versions.get(versions.size() - 1) : version;
    return registry.folder(model, wanted);
  }

  private void show(ModelRegistry registry) {
    ModelCard card = chosen(registry).card();
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
