package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.engine.event.ModelCommand.Role;
import io.cryptoscalp.models.registry.ModelCard;
import io.cryptoscalp.models.registry.ModelFolder;
import io.cryptoscalp.models.registry.ModelRegistry;
import io.cryptoscalp.models.registry.ModelStages;
import io.cryptoscalp.models.registry.Stage;
import io.cryptoscalp.models.scoring.GoldenCheck;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Moves a version to another stage. */
@Command(
    name = "promote",
    description =
        "Move a version to a stage, with the reason; the running job is told of a champion or a"
            + " shadow.")
final class ModelsPromoteCommand implements Callable<Integer> {
  @ParentCommand private ModelsCommand models = new ModelsCommand();

  @Parameters(index = "0", paramLabel = "NAME", description = "Name of a model.")
  private String model = "";

  @Parameters(index = "1", paramLabel = "VERSION", description = "A version, candidate or newest.")
  private String version = "";

  @Option(
      names = "--to",
      paramLabel = "STAGE",
      description = "champion, shadow, candidate or archived (default: ${DEFAULT-VALUE}).")
  private String to = "champion";

  @Mixin private ChangeArguments change = new ChangeArguments();

  @Option(names = "--no-activate", description = "The job keeps its model.")
  private boolean noActivate;

  @Option(names = "--force", description = "Promote a model without skill, too.")
  private boolean force;

  @Override
  public Integer call() throws InterruptedException {
    Main main = models.main();
    Stage stage = Stage.of(to);
    ObjectNode line = Json.object();
    try (ModelRegistry registry = models.open()) {
      long revision = registry.revision(model);
      String chosen = Registries.version(registry, model, version);
      ModelFolder folder = registry.folder(model, chosen);
      if (stage != Stage.ARCHIVED) {
        folder = folder.verified(Registries.trust(main));
        if (GoldenCheck.answers(folder)) {
          var unused = GoldenCheck.run(folder);
        }
      }
      ModelCard card = folder.card();
      line.put("model", model).put("version", chosen).put("stage", stage.text());
      String lack = card.lackOfSkill();
      if (stage == Stage.CHAMPION && lack != null && !force) {
        main.say("Not promoted: " + lack);
        main.emit(line.put("promoted", false).put("notPromoted", ModelCard.NO_SKILL));
        return ExitCodes.NOT_ACTIVATED;
      }
      ModelStages before = registry.stages(model);
      ModelStages after = registry.promote(model, chosen, stage, change.change(), revision);
      main.say(model + " " + chosen + " is now " + stage.text() + ".");
      line.put("promoted", true).put("revision", registry.revision(model));
      tellJob(folder, card, before, after, line);
      ModelMirror.afterChange(main, registry, model, line);
    }
    main.emit(line);
    return ExitCodes.OK;
  }

  private void tellJob(
      ModelFolder folder, ModelCard card, ModelStages before, ModelStages after, ObjectNode line)
      throws InterruptedException {
    ModelActivation activation = new ModelActivation(models.main());
    if (noActivate || !GoldenCheck.applies(folder)) {
      line.put("activated", false);
    } else if (card.version().equals(after.champion())) {
      if (before.shadows().contains(card.version())) {
        activation.deactivate(folder, card, Role.SHADOW, line);
      }
      var unused = activation.activate(folder, card, true, line);
    } else {
      if (card.version().equals(before.champion())) {
        activation.deactivate(folder, card, Role.CHAMPION, line);
      } else if (before.shadows().contains(card.version())
          && !after.shadows().contains(card.version())) {
        activation.deactivate(folder, card, Role.SHADOW, line);
      }
      if (after.shadows().contains(card.version())) {
        var unused = activation.activate(folder, card, Role.SHADOW, true, line);
      }
    }
  }
}
