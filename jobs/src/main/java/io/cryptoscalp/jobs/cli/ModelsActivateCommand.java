package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.engine.event.ModelCommand.Role;
import io.cryptoscalp.models.registry.ModelCard;
import io.cryptoscalp.models.registry.ModelFolder;
import io.cryptoscalp.models.registry.ModelRegistry;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Tells the job to score with a version, whatever its stage. */
@Command(
    name = "activate",
    description = "Tell the running job to score with a version; its stage stays as it is.")
final class ModelsActivateCommand implements Callable<Integer> {
  @ParentCommand private ModelsCommand models = new ModelsCommand();

  @Parameters(index = "0", paramLabel = "NAME", description = "Name of a model.")
  private String model = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "VERSION",
      description = "A version, champion, candidate or newest; default the newest.")
  private String version = "";

  @Option(names = "--force", description = "Activate a model without skill, too.")
  private boolean force;

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description =
          "CHAMPION, SHADOW (recorded, never traded) or FALLBACK (default: ${DEFAULT-VALUE}).")
  private Role role = Role.CHAMPION;

  @Override
  public Integer call() throws InterruptedException {
    try (ModelRegistry registry = models.open()) {
      ModelFolder folder = registry.folder(model, Registries.version(registry, model, version));
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
      int code = new ModelActivation(models.main()).activate(folder, card, role, force, line);
      models.main().emit(line);
      return code;
    }
  }
}
