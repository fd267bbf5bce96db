package io.cryptoscalp.jobs.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Features: which to use, and proofs about them. */
@Command(
    name = "features",
    description =
        "Select features by labelled history; prove that they do not look ahead and that live and"
            + " bounded runs agree.",
    subcommands = {
      FeaturesSelectCommand.class,
      FeaturesShowSetCommand.class,
      FeaturesLookaheadCommand.class,
      FeaturesParityCommand.class
    })
final class FeaturesCommand implements Runnable {
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
