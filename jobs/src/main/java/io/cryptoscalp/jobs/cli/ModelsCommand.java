package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.models.registry.ModelRegistry;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The model registry. */
@Command(
    name = "models",
    description = "The model registry: versions, their stages and history, keys and checks.",
    subcommands = {
      ModelsListCommand.class,
      ModelsShowCommand.class,
      ModelsActivateCommand.class,
      ModelsPromoteCommand.class,
      ModelsRollbackCommand.class,
      ModelsDiffCommand.class,
      ModelsVerifyCommand.class,
      ModelsKeygenCommand.class,
      ModelsSyncCommand.class,
      ModelsExportServableCommand.class
    })
final class ModelsCommand implements Runnable {
  @ParentCommand private Main main = new Main();
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--registry",
      scope = ScopeType.INHERIT,
      paramLabel = "ROOT",
      description = "A path, file: URI or s3://bucket/prefix; default models.dir.")
  private String root = "";

  Main main() {
    return main;
  }

  ModelRegistry open() {
    return Registries.open(main, root);
  }

  /** The option as given, for a command that is shown. */
  String rootOption() {
    return root.isEmpty() ? "" : " --registry " + root;
  }

  @Override
  public void run() {
    CommandSpec own = spec;
    if (own != null) {
      throw new ParameterException(own.commandLine(), "What to do is missing.");
    }
  }
}
