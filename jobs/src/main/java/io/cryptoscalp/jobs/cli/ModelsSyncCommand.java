package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.models.registry.ModelRegistry;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Writes the registry into ClickHouse. */
@Command(
    name = "sync",
    description = "Write versions, cards and stage changes into ClickHouse; repeating is harmless.")
final class ModelsSyncCommand implements Callable<Integer> {
  @ParentCommand private ModelsCommand models = new ModelsCommand();

  @Override
  public Integer call() {
    Main main = models.main();
    try (ModelRegistry registry = models.open();
        Database database = Database.open(main)) {
      ModelMirror mirror = new ModelMirror(database.client());
      for (String model : registry.models()) {
        int versions = mirror.write(registry, model);
        main.say(model + ": " + versions + " versions.");
        main.emit(Json.object().put("model", model).put("versions", versions));
      }
    }
    return ExitCodes.OK;
  }
}
