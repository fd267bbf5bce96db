package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.promotion.LedgerEntry;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Moves a strategy to a stage. */
@Command(
    name = "stage",
    description =
        "Move a strategy to research, paper or live. Live is refused, with exit code 9, unless every"
            + " gate is green or overridden.")
final class GatesStageCommand implements Callable<Integer> {
  @ParentCommand private GatesCommand gates = new GatesCommand();

  @Parameters(index = "0", paramLabel = "STRATEGY", description = "The strategy's id.")
  private String strategy = "";

  @Parameters(index = "1", paramLabel = "STAGE", description = "research, paper or live.")
  private String stage = "";

  @Mixin private ChangeArguments change = new ChangeArguments();

  @Override
  public Integer call() {
    LedgerEntry.Stage wanted = LedgerEntry.Stage.of(stage);
    LedgerEntry entry;
    try {
      entry = gates.ledger().move(strategy, wanted, change.who(), Instant.now(), change.reason());
    } catch (ModelException e) {
      throw LiveClearance.refused(e);
    }
    Main main = gates.main();
    main.say(strategy + " is now " + wanted.text() + ".");
    ObjectNode json =
        Json.object()
            .put("strategy", strategy)
            .put("stage", wanted.text())
            .put("number", entry.number());
    PromotionMirror.afterChange(main, json);
    main.emit(json);
    return ExitCodes.OK;
  }
}
