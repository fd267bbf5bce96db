package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.models.promotion.PromotionLedger;
import io.cryptoscalp.models.registry.ModelSigner;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** What strategies must show before they trade for real. */
@Command(
    name = "gates",
    description =
        "Check what a strategy has shown against the gates, let a gate pass with a reason, move a"
            + " strategy to a stage, and show who decided what.",
    subcommands = {
      GatesShowCommand.class,
      GatesEvidenceCommand.class,
      GatesCheckCommand.class,
      GatesOverrideCommand.class,
      GatesStageCommand.class,
      GatesSyncCommand.class
    })
final class GatesCommand implements Runnable {
  private static final String FOLDER = "promotion";

  @ParentCommand private Main main = new Main();
  @Spec private @Nullable CommandSpec spec;

  Main main() {
    return main;
  }

  /** The ledger, to change it. */
  PromotionLedger ledger() {
    return signing(main.settings());
  }

  /** The ledger of the data folder, to change it: signed where a key is configured. */
  static PromotionLedger signing(Settings settings) {
    String key = settings.text(Settings.PROMOTION_KEY);
    return new PromotionLedger(
        settings.dataDir().resolve(FOLDER), key.isEmpty() ? null : ModelSigner.load(Path.of(key)));
  }

  /** The ledger of the data folder, to read it. */
  static PromotionLedger ledger(Settings settings) {
    Path folder = settings.dataDir().resolve(FOLDER);
    return new PromotionLedger(folder);
  }

  @Override
  public void run() {
    CommandSpec own = spec;
    if (own != null) {
      throw new ParameterException(own.commandLine(), "What to do is missing.");
    }
  }
}
