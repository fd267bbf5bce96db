package io.cryptoscalp.jobs.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** What strategies would have made of history. */
@Command(
    name = "backtest",
    description = "Backtest strategies on history.",
    subcommands = {BacktestBarsCommand.class})
final class BacktestCommand implements Runnable {
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
