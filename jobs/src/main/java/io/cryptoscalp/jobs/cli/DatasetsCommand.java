package io.cryptoscalp.jobs.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Labelled history that models are trained on. */
@Command(
    name = "datasets",
    description = "Build labelled datasets from history, look at them, and check them for leaks.",
    subcommands = {
      DatasetsBuildCommand.class,
      DatasetsShowCommand.class,
      DatasetsCheckCommand.class,
    })
final class DatasetsCommand implements Runnable {
  @ParentCommand private Main main = new Main();
  @Spec private @Nullable CommandSpec spec;

  Main main() {
    return main;
  }

  @Override
  public void run() {
    CommandSpec own = spec;
    if (own != null) {
      throw new ParameterException(own.commandLine(), "What to do is missing.");
    }
  }
}
