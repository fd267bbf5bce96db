package io.cryptoscalp.jobs.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Regimes over history: models, reports, and the live detectors judged by it. */
@Command(
    name = "regimes",
    description =
        "Fit hidden Markov models of markets to history, report on them, and judge the live regimes by it.",
    subcommands = {
      RegimesFitCommand.class,
      RegimesReportCommand.class,
      RegimesEvaluateCommand.class
    })
final class RegimesCommand implements Runnable {
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
