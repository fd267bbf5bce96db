package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.models.registry.ModelFolder;
import io.cryptoscalp.models.registry.ModelRegistry;
import io.cryptoscalp.operators.servable.ServablePipelines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** A version as a pipeline of Flink ML servables. */
@Command(
    name = "export-servable",
    description = "Write a version, with its scaler, as a pipeline that Flink ML loads.")
final class ModelsExportServableCommand implements Callable<Integer> {
  @ParentCommand private ModelsCommand models = new ModelsCommand();

  @Parameters(index = "0", paramLabel = "NAME", description = "Name of a model.")
  private String model = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "VERSION",
      description = "A version, champion, candidate or newest; default the newest.")
  private String version = "";

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FOLDER",
      description = "Where to write it; absent or empty.")
  private Path out = Path.of("");

  @Override
  public Integer call() throws IOException {
    try (ModelRegistry registry = models.open()) {
      ModelFolder folder = registry.folder(model, Registries.version(registry, model, version));
      ServablePipelines.export(folder, Registries.trust(models.main()), out);
      String name = folder.card().model() + " " + folder.card().version();
      models.main().say("Wrote " + name + " to " + out + ".");
      models
          .main()
          .emit(Json.object().put("model", folder.card().model()).put("out", out.toString()));
    }
    return ExitCodes.OK;
  }
}
