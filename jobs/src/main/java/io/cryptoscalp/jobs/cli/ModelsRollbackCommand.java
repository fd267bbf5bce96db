package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.models.registry.ModelCard;
import io.cryptoscalp.models.registry.ModelFolder;
import io.cryptoscalp.models.registry.ModelRegistry;
import io.cryptoscalp.models.scoring.GoldenCheck;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Brings the champion before the present one back. */
@Command(
    name = "rollback",
    description = "Make the former champion the champion again, and tell the running job.")
final class ModelsRollbackCommand implements Callable<Integer> {
  @ParentCommand private ModelsCommand models = new ModelsCommand();

  @Parameters(index = "0", paramLabel = "NAME", description = "Name of a model.")
  private String model = "";

  @Mixin private ChangeArguments change = new ChangeArguments();

  @Option(names = "--no-activate", description = "The job keeps its model.")
  private boolean noActivate;

  @Override
  public Integer call() throws InterruptedException {
    Main main = models.main();
    ObjectNode line = Json.object();
    try (ModelRegistry registry = models.open()) {
      String before = registry.stages(model).champion();
      String champion = registry.rollback(model, change.change()).champion();
      line.put("model", model).put("version", champion).put("before", before);
      line.put("revision", registry.revision(model));
      main.say(model + ": back from " + before + " to " + champion + ".");
      ModelFolder folder = registry.folder(model, String.valueOf(champion));
      ModelCard card = folder.card();
      if (noActivate || !GoldenCheck.applies(folder)) {
        line.put("activated", false);
      } else {
        // it was the champion: whoever made it so has judged its skill
        var unused = new ModelActivation(main).activate(folder, card, true, line);
      }
      ModelMirror.afterChange(main, registry, model, line);
    }
    main.emit(line);
    return ExitCodes.OK;
  }
}
